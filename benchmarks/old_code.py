"""Run an earlier revision's code on a database that the present code has migrated, as in a rolling update.

.venv/bin/python -m benchmarks.old_code 06a6294            on SQLite
.venv/bin/python -m benchmarks.old_code 06a6294 --postgres on a private PostgreSQL

The earlier code walks as the demo applicant and as a new one: pages, an upload, a new application and its
moves, a contact, a letter, a sign-up and a log-in. It fails where a column is gone, or is new, NOT NULL and
without a default in the database. The revision must know the same packages.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.report import table
from benchmarks.servers import PORTAL, ROOT

# Runs inside the earlier code; prints [what, status, whether that is what it should be].
WALK = """
import json, uuid
from django.core.files.uploadedfile import SimpleUploadedFile
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
from applicants.demo import PASSWORD
from applicants.models import Applicant, User
from programs.models import Program
import io
from pypdf import PdfWriter
page, pdf = PdfWriter(), io.BytesIO()
page.add_blank_page(width=612, height=792)
page.write(pdf)
client, seen = Client(raise_request_exception=False), []
def ask(step, method, path, wanted, **fields):
    answer = getattr(client, method)(path, fields)
    b"".join(answer) if answer.streaming else answer.content
    seen.append([step, answer.status_code, answer.status_code in wanted])
    return answer
ask("sign up", "post", "/accounts/signup/", {200, 302}, email="new@example.org", name="New",
    password1="a quiet long river", password2="a quiet long river")
assert User.objects.filter(email="new@example.org").exists() or seen[-1][2] is False
ask("log in", "post", "/accounts/login/", {302}, login="applicant@demo.example", password=PASSWORD)
owner = Applicant.objects.get(user__email="applicant@demo.example")
for path in ("/", "/programs/", "/programs/?q=cardiology", "/hosts/", "/dashboard/", "/applications/",
             "/applications/?view=table", "/applications/?view=agenda", "/documents/", "/immunizations/",
             "/letters/", "/letters/matrix/", "/contacts/", "/outreach/", "/profile/", "/reminders/",
             "/calendar/", "/seasons/", "/visas/", "/advice/", "/me/", "/me/export.zip"):
    ask(path, "get", path, {200})
slug = Program.objects.published().first().slug
ask("program", "get", f"/programs/{slug}/", {200})
before = owner.documents.count()
ask("upload", "post", "/documents/", {302}, kind="cv", token=uuid.uuid4(),
    file=SimpleUploadedFile("cv.pdf", pdf.getvalue()))
seen.append(["document kept", owner.documents.count(), owner.documents.count() == before + 1])
ask("own program", "post", "/applications/add/", {302}, id=uuid.uuid4(), name="By hand", status="shortlisted",
    on="2026-01-01")
one = owner.applications.get(name="By hand")
ask("application", "get", f"/applications/{one.pk}/", {200})
for part, fields in (("move/", {"status": "preparing", "on": "2026-01-02"}), ("opinion/", {"note": "Good"}),
                     ("payments/", {"what": "Fee", "amount_usd": 5}), ("checklist/add/", {"label": "CV"})):
    one.refresh_from_db()
    ask(part, "post", f"/applications/{one.pk}/{part}", {302}, version=one.version, **fields)
one.refresh_from_db()
seen.append(["moved", one.status, one.status == "preparing"])
ask("contact", "post", "/contacts/new/", {302}, token=uuid.uuid4(), name="Dr. New", role="attending")
ask("letter", "post", "/letters/new/", {302}, id=uuid.uuid4(), token=uuid.uuid4(), writer_name="Dr. Writer",
    waiver="waived", kind="standard", match_year="2027", is_us="on", asked_as="New")
for letter in owner.letters.all():
    ask("letter", "get", f"/letters/{letter.pk}/", {200})
print(json.dumps(seen))
"""
COLUMNS = """
import json
from django.apps import apps
print(json.dumps([f"{m._meta.db_table}.{f.column}" for m in apps.get_models(include_auto_created=True)
                  for f in m._meta.local_concrete_fields]))
"""
IN_DATABASE = """
import json
from django.db import connection
with connection.cursor() as cursor:
    print(json.dumps([f"{table}.{column.name}" for table in connection.introspection.table_names(cursor)
                      for column in connection.introspection.get_table_description(cursor, table)]))
"""
# Columns that the earlier code may not know and cannot leave out.
REQUIRED = """
import json
from django.apps import apps
print(json.dumps([f"{m._meta.db_table}.{f.column}" for m in apps.get_models(include_auto_created=True)
                  for f in m._meta.local_concrete_fields
                  if not f.null and not f.primary_key and not f.has_db_default()]))
"""


@contextlib.contextmanager
def checked_out(revision: str, folder: Path) -> Iterator[Path]:
    """Give a folder with an earlier revision's code."""
    subprocess.run(
        ["git", "worktree", "add", "--quiet", "--detach", "-f", str(folder), revision], cwd=ROOT, check=True
    )
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(folder)], cwd=ROOT, check=True)


def manage(code: Path, env: dict[str, str], *words: str) -> str:
    """Run a command of one revision's manage.py, and return what it printed."""
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=code, env=env, check=True, text=True, stdout=subprocess.PIPE).stdout


def ask(code: Path, env: dict[str, str], lines: str) -> list[Any]:
    """Run some lines in one revision's shell, and return the JSON of the last line that they print."""
    return json.loads(manage(code, env, "shell", "-v0", "-c", lines).splitlines()[-1])


def walk(old: Path, env: dict[str, str]) -> dict[str, object]:
    """Migrate with the present code, walk with the earlier one, and return what it met."""
    for words in (["migrate", "-v0"], ["load_catalogue"], ["load_desk"], ["make_demo"]):
        manage(ROOT, env, *words)
    manage(old, env, "collectstatic", "--noinput", "-v0")
    known = set(ask(old, env, COLUMNS))
    tables = {column.split(".")[0] for column in known}
    new = [one for one in ask(ROOT, env, REQUIRED) if one not in known and one.split(".")[0] in tables]
    gone = sorted(known - set(ask(ROOT, env, IN_DATABASE)))
    steps = ask(old, env, WALK)
    return {
        "steps": len(steps),
        "failed": [f"{what}: {got}" for what, got, is_right in steps if not is_right],
        "new columns that it must fill and cannot": new,
        "columns that it asks for and are gone": gone,
    }


def main(arguments: list[str]) -> int:
    """Print what failed; 1 when anything did."""
    revisions = [word for word in arguments if word != "--postgres"]
    if len(revisions) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-old-")))
        old = stack.enter_context(checked_out(revisions[0], folder / "code"))
        env = {**os.environ, "PORTAL_ENV": "development", "PORTAL_VAR": str(folder / "var")}
        env.pop("DATABASE_URL", None)
        if "--postgres" in arguments:
            env["DATABASE_URL"] = stack.enter_context(PORTAL.private_postgres())
        found = walk(old, env)
    print(table(["old code", "found"], found.items()))
    return int(any(found[name] for name in found if name != "steps"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
