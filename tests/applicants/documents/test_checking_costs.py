"""Small files that cost much are answered within a hard limit of processor time, in their own process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from applicants.documents.checking.files import DOCX
from benchmarks.bombs_files import bombs

# The kernel ends a process that takes more. Each bomb takes less than one second, or minutes.
CHILD = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from django.core.exceptions import ValidationError
from tests.applicants.documents.corpus_files import checked
path = Path(sys.argv[1])
try:
    print(checked(path.name, path.read_bytes()))
except ValidationError:
    print("refused")
"""


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ("JPG: filling bytes in the scan, 100 kB", "image/jpeg"),
        ("JPG: filling bytes in the scan, 9 MB", "image/jpeg"),
        ("PNG: packed remarks, 4 MB each", "refused"),
        ("PNG: packed long remarks, 4 MB each", "refused"),
        ("DOCX: a namespace of 900 kB for each of 190,000 elements", DOCX),
        ("DOCX: a drawing's style of blanks", DOCX),
        ("DOCX: a remark of 24 MB", "refused"),
    ],
)
def test_a_bomb_is_answered_within_its_time(what: str, answer: str, tmp_path: Path) -> None:
    name, body = bombs()[what]
    (tmp_path / name).write_bytes(body)
    child = [sys.executable, "-c", CHILD, str(tmp_path / name)]
    done = subprocess.run(  # noqa: S603 - our own interpreter
        child, capture_output=True, text=True, check=False, env=dict(os.environ), timeout=300
    )
    assert (done.returncode, done.stdout.strip()) == (0, answer), done.stderr[-2000:]
