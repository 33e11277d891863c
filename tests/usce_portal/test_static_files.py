"""What is served of our style and scripts: every line of code, and no comment of its own."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from usce_portal.static_files import COMMENT, StaticFilesStorage

STATIC = Path(settings.BASE_DIR) / "static"
OUR_OWN = sorted(str(path.relative_to(STATIC)) for kind in ("css", "js") for path in STATIC.glob(f"{kind}/*"))
WRITTEN = b"""/* What it is.
   Two lines. */
a { color: red; } /* why */
/* before */ b { content: "/* no comment */"; }

  /* inside */
i { top: 0; }
"""
SERVED = b"""a { color: red; } /* why */
/* before */ b { content: "/* no comment */"; }

i { top: 0; }
"""


def saved(name: str, content: bytes, tmp_path: Path) -> bytes:
    """Return what is collected of a file that somebody has read before."""
    file = ContentFile(content)
    file.read()
    storage = StaticFilesStorage(location=str(tmp_path), base_url="/static/")
    return (tmp_path / storage.save(name, file)).read_bytes()


@pytest.mark.parametrize(
    ("name", "served"), [("css/a.css", SERVED), ("js/a.js", SERVED), ("vendor/css/a.css", WRITTEN)]
)
def test_comments_of_our_own_files_are_not_served(name: str, served: bytes, tmp_path: Path) -> None:
    assert saved(name, WRITTEN, tmp_path) == served


@pytest.mark.parametrize("name", OUR_OWN)
def test_every_line_of_code_is_served(name: str, tmp_path: Path) -> None:
    written = (STATIC / name).read_bytes()
    kept = io.BytesIO(saved(name, written, tmp_path)).readlines()
    dropped = b"".join(COMMENT.findall(written)).splitlines(keepends=True)
    lines = iter(io.BytesIO(written).readlines())
    assert [line for line in kept if line not in lines] == []  # in the order of the file
    assert len(kept) + len(dropped) == len(written.splitlines())
