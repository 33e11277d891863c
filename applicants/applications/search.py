"""Did I already apply here? The applicant's own applications and the catalog's programs by name."""

from dataclasses import dataclass
from typing import Any

from applicants.profile.models import Applicant
from programs.models import Program

MOST = 8


@dataclass(frozen=True)
class SearchHits:
    """What some words find."""

    words: str
    applications: list[Any]
    programs: list[Program]


def search_applications_and_programs(applicant: Applicant, words: str) -> SearchHits:
    """The applicant's applications with all the words, and programs that they have not saved yet."""
    if not words.strip():
        return SearchHits("", [], [])
    own = applicant.applications.defer("record").named_with(words)
    taken = set(applicant.applications.values_list("program", flat=True))
    programs = Program.objects.published().named_with_all(words).select_related("host").in_list_order()
    found = [program for program in programs[: MOST + len(taken)] if program.pk not in taken]
    return SearchHits(words, list(own[:MOST]), found[:MOST])
