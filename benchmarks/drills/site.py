"""A portal of its own for a drill: fresh database, private files, people with sessions, gunicorn."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.drills.people import Person
from benchmarks.servers import GUNICORN, PORTAL, ROOT, Server, free_port

MAKE_PEOPLE = """
import json
from django.test import Client
from applicants.models import Applicant, User
people = []
for number in range({count}):
    user = User.objects.create_user(f"drill{{number}}@example.org")
    applicant = Applicant.objects.filter(user=user).first() or Applicant.objects.create(user=user)
    client = Client()
    client.force_login(user)
    people.append((applicant.pk, client.cookies["sessionid"].value))
print(json.dumps(people))
"""
ROWS = """
import json
from applicants.models import DocumentVersion
rows = DocumentVersion.objects.values_list("id", "document__applicant_id", "path", "sha256")
print(json.dumps([[str(pk), owner, path, sha] for pk, owner, path, sha in rows]))
"""


class Site:
    """One portal in a folder; ``DATABASE_URL`` of the surroundings is honored when ``database`` is given."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        ours = {"PORTAL_ENV": "development", "PORTAL_VAR": str(folder)}
        self.env = {**os.environ, **ours, "DATABASE_URL": database}
        if not database:
            del self.env["DATABASE_URL"]

    @property
    def files(self) -> Path:
        """Return where it keeps applicants' files."""
        return self.folder / "private" / "files"

    @property
    def uploads(self) -> Path:
        """Return where it keeps uploads that are on their way."""
        return self.folder / "private" / "uploads"

    def manage(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py."""
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=self.env, text=True, capture_output=True, check=check)

    def ask(self, code: str) -> Any:
        """Run some lines inside the portal and return the JSON that they print."""
        return json.loads(self.manage("shell", "-v0", "-c", code).stdout)

    def prepare(self, people: int) -> list[Person]:
        """Make database, kinds of documents, static files and people."""
        self.manage("migrate", "-v0")
        self.manage("load_catalog")
        self.manage("load_reference_data")
        self.manage("collectstatic", "--noinput", "-v0")
        return [Person(pk, session) for pk, session in self.ask(MAKE_PEOPLE.format(count=people))]

    def rows(self) -> list[tuple[str, int, str, str]]:
        """Return every file that the database knows: (id, owner, path, sha256)."""
        return [tuple(row) for row in self.ask(ROWS)]

    @contextlib.contextmanager
    def serving(self, workers: int = 2) -> Iterator[Server]:
        """Run gunicorn with the portal's own flags."""
        port = free_port()
        command = [*GUNICORN, "-w", str(workers), "-b", f"127.0.0.1:{port}"]
        server = Server(command, port, self.env, "/documents/", log=subprocess.DEVNULL)
        try:
            yield server
        finally:
            server.stop()

    @contextlib.contextmanager
    def supervised(self, log: Path, *options: str) -> Iterator[Server]:
        """Run web server and mail loop as they are deployed, with their log in a file."""
        port = free_port()
        command = [*PORTAL.SUPERVISOR, "--bind", f"127.0.0.1:{port}", *options]
        with log.open("w") as file:
            server = Server(command, port, self.env, "/documents/", log=file)
        try:
            yield server
        finally:
            server.stop()
