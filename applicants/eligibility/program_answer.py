"""What a program is to one applicant, wherever it stands: the answer, its words, and what to know first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from applicants.eligibility.applicant_facts import facts_of_applicant
from applicants.eligibility.assessment import Finding, findings, verdict
from applicants.eligibility.catalog_assessment import CatalogAssessment, catalog_warnings
from applicants.eligibility.explanations import answer_words, short_answer_words
from applicants.profile.models import Applicant
from programs.answers import Answer, answer_of, program_warnings
from programs.flags import Flag
from programs.models import Program
from programs.records import Record
from programs.search import current_catalog


@dataclass(frozen=True)
class ProgramAnswer:
    """An answer as its chip says it (``words``), and the warnings beside it."""

    answer: Answer
    words: str
    warnings: Sequence[Flag]


def answer_to(
    record: Record, found: list[Finding], warnings: Sequence[Flag], labels: Mapping[str, str]
) -> ProgramAnswer:
    """Sum up how the applicant stands to each rule of the record: ``found`` (``assessment.findings``)."""
    answer = answer_of(verdict(found), record["intake"], warnings)
    return ProgramAnswer(answer, answer_words(answer, found, len(warnings), labels), warnings)


def answer_here(applicant: Applicant, program: Program) -> ProgramAnswer:
    """The answer of one program, with why it warns. Five queries."""
    catalog = current_catalog()
    person = facts_of_applicant(applicant).at(program.pk)
    found = findings(program.record, person, catalog.today)
    warnings = program_warnings(program, catalog.today)
    return answer_to(program.record, found, warnings, catalog.words.requirement_labels)


def answers_in_catalog(applicant: Applicant, program_ids: Iterable[int | None]) -> dict[int, ProgramAnswer]:
    """The answers of those that are published. At most five queries."""
    wanted = {pk for pk in program_ids if pk is not None}
    return answers_among(assess_catalog(applicant), wanted) if wanted else {}


def assess_catalog(applicant: Applicant) -> CatalogAssessment:
    """How an applicant stands to every program. At most four queries."""
    return CatalogAssessment(current_catalog(), facts_of_applicant(applicant))


def answers_among(assessment: CatalogAssessment, program_ids: Iterable[int]) -> dict[int, ProgramAnswer]:
    """The answers of some programs, those that are not published left out. One query if some say no."""
    catalog, fit, wanted = assessment.catalog, assessment.fit, set(program_ids)
    warnings = catalog_warnings(catalog, wanted)
    found = {}
    for pk in wanted:
        here = catalog.with_ids([pk])
        for answer in Answer:
            if len(fit[answer] & here):
                found[pk] = ProgramAnswer(answer, short_answer_words(answer, len(warnings[pk])), warnings[pk])
    refused = [pk for pk, one in found.items() if one.answer in (Answer.NOT_FOR_ME, Answer.NOT_ACCEPTING)]
    return found | refusals(assessment, refused, warnings)


def refusals(
    assessment: CatalogAssessment, program_ids: Sequence[int], warnings: Mapping[int, Sequence[Flag]]
) -> dict[int, ProgramAnswer]:
    """The answers of programs that say no, each with its first reason, as its own page says it."""
    if not program_ids:
        return {}
    catalog, person = assessment.catalog, assessment.person
    return {
        pk: answer_to(
            record,
            findings(record, person.at(pk), catalog.today),
            warnings[pk],
            catalog.words.requirement_labels,
        )
        for pk, record in Program.objects.with_ids(program_ids).records().items()
    }
