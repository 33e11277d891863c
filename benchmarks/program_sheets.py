"""How long a curator's sheet of 10,000 programs takes to import, and how much memory.

Run on an empty catalog of your own: PORTAL_VAR=/tmp/sheets ./portal manage migrate && … load_catalog, then
PORTAL_VAR=/tmp/sheets python benchmarks/program_sheets.py [rows] [csv|xlsx]. It takes everything back.
"""

import io
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("PORTAL_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "usce_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from benchmarks.made_up_sheets import content_of, made_up_rows  # noqa: E402
from programs.models import Specialty  # noqa: E402


def main(count: int, ending: str) -> None:
    """Import a made-up sheet as the command does, say what it took, and take it back."""
    names = list(Specialty.objects.values_list("name", flat=True))
    with tempfile.NamedTemporaryFile(suffix=f".{ending}") as file, transaction.atomic():
        file.write(content_of(made_up_rows(count, names), ending))
        file.flush()
        began, said = time.monotonic(), io.StringIO()
        call_command("import_programs", file.name, stdout=said)
        ended = time.monotonic()
        transaction.set_rollback(True)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} rows: {ended - began:.1f} s; {said.getvalue().splitlines()[-2]}")
    print(f"processor {time.process_time():.1f} s, at most {megabytes:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2] if len(sys.argv) > 2 else "csv")
