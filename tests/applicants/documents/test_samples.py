"""Files of real programs: each is described beside it, and taken."""

import re

from tests.applicants.documents.corpus_everyday import SAMPLES
from tests.applicants.documents.test_checking import answer

HONEST = SAMPLES / "honest"
LICENSES = {"made here, as the project", "MIT", "BSD-3-Clause", "MIT-CMU (HPND)"}
MAX_BYTES = 4_000_000


def described() -> list[list[str]]:
    """Return the rows of the table: file, producer, made how, license."""
    lines = (HONEST / "README.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in rows if row[0] not in ("file", "---")]


def test_every_sample_is_described_once() -> None:
    files = sorted(path.name for path in HONEST.iterdir() if path.suffix != ".md")
    assert sorted(row[0] for row in described()) == files
    assert {row[3] for row in described()} <= LICENSES
    assert sum(path.stat().st_size for path in HONEST.iterdir()) <= MAX_BYTES


def test_there_are_many_samples_of_many_producers() -> None:
    producers = {re.split(r"[\s,]", row[1])[0] for row in described()}
    assert (len(described()) >= 60, len(producers) >= 10) == (True, True)


def test_every_sample_is_taken() -> None:
    files = [path for path in HONEST.iterdir() if path.suffix != ".md"]
    answers = {path.name: answer(path.name, path.read_bytes()) for path in files}
    assert {name: said for name, said in answers.items() if said.startswith("refused: ")} == {}
