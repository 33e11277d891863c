"""Point wapiti and sqlmap at a portal of its own on the loopback, and print what they say.

.venv/bin/python -m benchmarks.scanners                 both, as far as they are installed
.venv/bin/python -m benchmarks.scanners sqlmap          one of them
SCANNERS=/tmp/scanners/bin .venv/bin/python …           where they are, if not on the PATH

They are no part of the portal: python -m venv /tmp/scanners && /tmp/scanners/bin/pip install wapiti3 sqlmap
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.drills.people import Person
from benchmarks.drills.site import Site
from benchmarks.report import table
from benchmarks.servers import GUNICORN, Server, free_port

# Without -x, which ends wapiti 3.2 with an error; so it may log out, and KEEP puts the session back.
MODULES = "exec,file,sql,xss,redirect,crlf,ssrf,permanentxss,xxe"
LIMITS = (
    "--scope domain --flush-session --no-bugreport -f json -v 0 --tasks 4 --max-links-per-page 40 "
    "--max-files-per-dir 15 -d 5 --max-scan-time 150 --max-attack-time 70"
)
SQLMAP = (
    "--batch --disable-coloring --level 1 --risk 1 --technique BEU --threads 2 --skip csrfmiddlewaretoken"
)
AT_ONCE = 3
SQLMAP_SECONDS = 240  # for one address
FOUND = re.compile(r"^Parameter: (.+)$", re.MULTILINE)
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
PAGES = (
    *("/dashboard/", "/applications/", "/applications/add/", "/applications/import/", "/documents/"),
    *("/immunizations/", "/letters/", "/letters/new/", "/letters/matrix/", "/contacts/", "/contacts/new/"),
    *("/outreach/", "/outreach/new/", "/outreach/settings/", "/outreach/templates/", "/profile/"),
    *("/reminders/", "/calendar/", "/visas/", "/advice/", "/me/delete/", "/accounts/email/", "/programs/"),
)
GETS = (
    "/programs/compare/?p=a&p=b",
    "/programs/export.csv?q=a&sort=name&state=TX",
    "/hosts/?page=1",
    "/closed-programs/?page=1",
    "/applications/?view=table&show=all&sort=name&month=2026-12",
    "/applications/add/?q=a",
    "/contacts/?q=a&role=attending&state=TX&sort=name",
    "/letters/new/?application=a&contact=b",
    "/letters/matrix/?season=2027",
    "/outreach/?q=a&status=sent",
    "/outreach/new/?contact=a&template=b",
    "/documents/?log=all&kind=cv",
    "/visas/?citizenship=NG&stay=30",
    "/advice/?stage=graduate",
)
# Forms that end the session or the account.
LEFT_OUT = ("/accounts/logout/", "/me/delete/", "/accounts/email/")
FILTERS = """
import json
from programs.filters import ProgramFilter
print(json.dumps(list(ProgramFilter.base_filters)))
"""
SESSION = """
import json
from django.test import Client
from applicants.models import User
client, user = Client(), User.objects.get(email="applicant@demo.example")
client.force_login(user)
print(json.dumps([user.applicant.pk, client.cookies["sessionid"].value]))
"""
KEEP = """
import time
from django.contrib.sessions.models import Session
row = Session.objects.get(session_key="{key}")
while True:
    time.sleep(1)
    if not Session.objects.filter(pk=row.pk).exists():
        row.save(force_insert=True)
"""
FIELDS = ("input", "select", "textarea")


class Forms(HTMLParser):
    """Collects the forms of a page: method, address, and the fields with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the last one."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("method", "get"), given.get("action", ""), {}))
        elif tag in FIELDS and self.found and given.get("name") and given.get("type") != "file":
            self.found[-1][2].setdefault(given["name"], given.get("value") or "1")


def tool(name: str) -> str | None:
    """Return where a scanner is; None when it is not installed."""
    return shutil.which(name, path=os.pathsep.join([os.environ.get("SCANNERS", ""), os.environ["PATH"]]))


def links_of(body: str) -> set[str]:
    """Return the addresses of one's own things that a page links to."""
    return set(
        re.findall(
            r'href="(/(?:applications|letters|contacts|outreach|documents)/[0-9a-f-]{36}/[a-z/]*)"', body
        )
    )


def targets(site: Site, port: int, person: Person) -> Iterator[tuple[str, str | None]]:
    """Yield addresses with all their parameters, and the posted body of each kind of form."""
    yield "/programs/?" + urlencode(dict.fromkeys(site.ask(FILTERS), "1")), None
    yield from ((address, None) for address in GETS)
    seen, waiting = set(), list(PAGES)
    while waiting:
        page = waiting.pop(0)
        body = person.get(port, page).body.decode(errors="replace")  # a download is no page
        new = {
            link for link in links_of(body) if ID.sub("", link) not in seen and not link.endswith("delete/")
        }
        seen |= {ID.sub("", link) for link in new}
        waiting += sorted(new)
        forms = Forms()
        forms.feed(body)
        for method, action, fields in forms.found:
            address = action or page
            if method == "post" and (kind := ("post", ID.sub("", address))) not in seen:
                seen.add(kind)
                if not address.startswith(LEFT_OUT):
                    yield address, urlencode(fields | {"csrfmiddlewaretoken": person.csrf})


def run_wapiti(command: str, site: Site, port: int, person: Person | None) -> dict[str, object]:
    """Let wapiti crawl and attack, as a visitor or signed in; return how much it saw and what it found."""
    report = site.folder / "wapiti.json"
    cookie = (
        f"csrftoken={'a' * 32}" if person is None else f"sessionid={person.session}; csrftoken={person.csrf}"
    )
    start = f"http://127.0.0.1:{port}" + ("/" if person is None else "/dashboard/")
    call = [
        command,
        "-u",
        start,
        "-m",
        MODULES,
        *LIMITS.split(),
        "-H",
        f"Cookie: {cookie}",
        "-o",
        str(report),
    ]
    call += ["--store-session", str(site.folder / "wapiti"), "--endpoint", f"http://127.0.0.1:{port}/nowhere"]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    said = json.loads(report.read_text())
    found = Counter(
        {
            name: len(rows)
            for part in ("vulnerabilities", "anomalies")
            for name, rows in said[part].items()
            if rows
        }
    )
    who = "signed in" if person else "anonymous"
    return {
        f"wapiti, {who}: addresses and forms": said["infos"]["crawled_pages_nbr"],
        f"wapiti, {who}: found": dict(found),
    }


def run_sqlmap(command: str, site: Site, port: int, person: Person) -> dict[str, object]:
    """Let sqlmap try every parameter; return how many, and which it calls injectable."""
    every = list(targets(site, port, person))

    def tried(number: int, address: str, body: str | None) -> list[str] | None:
        """Return what is injectable at an address; None when it was given up."""
        call = [command, "-u", f"http://127.0.0.1:{port}{address}", *SQLMAP.split()]
        call += ["--cookie", f"sessionid={person.session}; csrftoken={person.csrf}"]
        call += ["--output-dir", str(site.folder / f"sqlmap-{number}")]
        call += ["--data", body] if body else []
        try:
            said = subprocess.run(
                call, check=False, capture_output=True, text=True, timeout=SQLMAP_SECONDS
            ).stdout
        except subprocess.TimeoutExpired:
            said = None
        found = None if said is None else [f"{address}: {name}" for name in FOUND.findall(said)]
        what = "given up" if found is None else found or "nothing"
        print(
            f"{number + 1} of {len(every)}, {ID.sub('…', address[:60])}: {what}", file=sys.stderr, flush=True
        )
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(tried, range(len(every)), *zip(*every, strict=True)))
    return {
        "sqlmap: addresses": len(every),
        "sqlmap: parameters": sum(len((body or address).split("&")) for address, body in every),
        "sqlmap: found": [name for found in results for name in found or []],
        "sqlmap: addresses given up": results.count(None),
    }


def scan(site: Site, names: list[str]) -> dict[str, object]:
    """Run the scanners against a portal with the demo's rows."""
    site.prepare(0)
    site.manage("make_demo")
    pk, session = site.ask(SESSION)
    person, port, log = Person(pk, session), free_port(), site.folder / "access.log"
    command = [*GUNICORN, "-b", f"127.0.0.1:{port}", "--access-logfile", str(log)]
    server = Server(command, port, site.env, "/programs/", log=subprocess.DEVNULL)
    keep = [sys.executable, "manage.py", "shell", "-v0", "-c", KEEP.format(key=session)]
    keeper = subprocess.Popen(keep, env=site.env)
    found: dict[str, object] = {}
    try:
        if "sqlmap" in names and (command := tool("sqlmap")):
            found |= run_sqlmap(command, site, port, person)
        if "wapiti" in names and (command := tool("wapiti")):
            found |= run_wapiti(command, site, port, None) | run_wapiti(command, site, port, person)
    finally:
        keeper.terminate()
        keeper.wait()
        server.stop()
    answers = Counter(re.findall(r'" (\d{3}) ', log.read_text()))
    return found | {
        "requests": answers.total(),
        "answers of 5xx": sum(n for code, n in answers.items() if code[0] == "5"),
    }


def main(arguments: list[str]) -> int:
    """Print what was found; 1 when that is anything, 2 when no scanner is installed."""
    names = arguments or ["sqlmap", "wapiti"]
    if not any(tool(name) for name in names):
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="portal-scan-") as folder:
        found = scan(Site(Path(folder) / "site"), names)
    print(table(["scanners", "found"], found.items()))
    return int(any(found[name] for name in found if name.endswith(("found", "5xx"))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
