"""What the code cites is in docs/sources.md, and what stands there is cited."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SOURCES = (ROOT / "docs" / "sources.md").read_text()
KINDS = {".py", ".html", ".txt", ".css", ".js"}
FOLDERS = ("usce_portal", "applicants", "programs", "templates", "static", "benchmarks", "tests")
CITED = re.compile(r"docs/sources\.md#([\w-]+)")
DOCUMENT = re.compile(r"[\w./-]*\w\.md\b")
# A reference by number to a list that a reader of the repository cannot open.
ELSEWHERE = re.compile(r"\bfacts? [a-z]\d+\b|\bfield [A-Z]\d+\b", re.IGNORECASE)
WRITTEN_BY_CODE = {"report.md"}
HERE = Path(__file__)


def code() -> dict[str, str]:
    """Return every file of code with its text, this one left out."""
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
    return {str(path.relative_to(ROOT)): path.read_text() for path in paths if path != HERE}


CODE = code()


def anchor(heading: str) -> str:
    """Return a heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


ANCHORS = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", SOURCES, re.MULTILINE)}
RULES = {anchor(heading) for heading in re.findall(r"^### (.+)$", SOURCES, re.MULTILINE)}


def exists(name: str, written_in: str) -> bool:
    """Return whether a document is in the repository: from its top, beside the file, or by its bare name."""
    places = (ROOT / name, (ROOT / written_in).parent / name, ROOT / "docs" / name)
    return any(place.is_file() for place in places)


def test_every_citation_leads_to_a_section() -> None:
    cited = [(name, found) for name, text in CODE.items() for found in CITED.findall(text)]
    assert len(cited) > len(RULES) / 2
    assert [(name, found) for name, found in cited if found not in ANCHORS] == []


def test_every_rule_is_cited_by_the_code_that_keeps_it() -> None:
    cited = {found for text in CODE.values() for found in CITED.findall(text)}
    assert RULES - cited == set()


def test_links_inside_the_sources_lead_somewhere() -> None:
    assert set(re.findall(r"\]\(#([\w-]+)\)", SOURCES)) - ANCHORS == set()


def test_no_document_outside_the_repository_is_cited() -> None:
    written = [(name, found) for name, text in CODE.items() for found in DOCUMENT.findall(text)]
    gone = [(name, found) for name, found in written if not exists(found, name)]
    assert [(name, found) for name, found in gone if found not in WRITTEN_BY_CODE] == []
    assert [(name, found) for name, text in CODE.items() for found in ELSEWHERE.findall(text)] == []


def test_every_section_names_a_public_page_or_says_that_the_rule_is_ours() -> None:
    sections = re.split(r"^#+ ", SOURCES, flags=re.MULTILINE)
    rules = [section for section in sections if anchor(section.splitlines()[0] if section else "") in RULES]
    assert [
        rule.splitlines()[0]
        for rule in rules
        if not ("https://" in rule or "http://" in rule or "](#" in rule)
        and not re.search(r"\bour own\b", rule, re.IGNORECASE)
    ] == []
