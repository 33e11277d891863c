"""The shipped kinds of documents: each loads, and no rule stands there without who says so."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from applicants.models import DocumentKind
from programs.curation.importing.shipped_files import load_requirements
from programs.pages.program_sections import requirement_words

pytestmark = pytest.mark.django_db
SHIPPED = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def shipped() -> dict[str, DocumentKind]:
    load_requirements(SHIPPED / "catalog" / "requirements.json")
    call_command("load_reference_data", verbosity=0)
    return DocumentKind.objects.all().by_code()


def test_every_kind_loads_and_every_rule_has_its_proof(shipped: dict[str, DocumentKind]) -> None:
    assert len(shipped) > 40
    bare = [
        code
        for code, kind in shipped.items()
        if kind.validity_days and not (kind.requirement.source_url and kind.as_of_words)
    ]
    assert bare == []
    assert [code for code, kind in shipped.items() if not kind.validity_text] == []


def test_days_are_those_of_the_sources(shipped: dict[str, DocumentKind]) -> None:
    assert {code: kind.validity_days for code, kind in shipped.items() if kind.validity_days} == {
        "tb_test": 365,
        "physical_exam": 365,
        "n95_fit_test": 365,
        "passport_photo": 365,
        "bls_acls": 730,
        "toefl": 730,
        "ielts": 730,
        "oet": 730,
    }


def test_each_reads_well_inside_a_sentence(shipped: dict[str, DocumentKind]) -> None:
    names = {code: kind.rule().name for code, kind in shipped.items()}
    assert [names[code] for code in ("recommendation_letters", "other", "cv", "tb_test")] == [
        "letters of recommendation",
        "other document",
        "curriculum vitae",
        "TB test",
    ]
    assert [code for code, kind in shipped.items() if kind.renewal.startswith("ask the host")] == []


def test_each_has_the_requirement_of_its_code_and_its_name(shipped: dict[str, DocumentKind]) -> None:
    alone = {code for code, kind in shipped.items() if kind.requirement is None}
    assert alone == {"other"}
    labels = {kind.requirement.label: kind.label for kind in shipped.values() if kind.requirement}
    assert [pair for pair in labels.items() if pair[0] != pair[1]] == []
    assert [
        code for code, kind in shipped.items() if kind.requirement and kind.requirement.code != code
    ] == []


@pytest.mark.parametrize("code", ["flu_vaccine", "osha_training", "passport_photo", "tb_test", "cv"])
def test_program_page_documents_and_readiness_say_the_same(
    code: str, shipped: dict[str, DocumentKind]
) -> None:
    kind = shipped[code]
    line = {"code": code, "level": "required", "minimum": None, "detail": None}
    on_program_page = requirement_words(kind.requirement, line).expires
    assert kind.validity_text == (on_program_page or "We know of no common rule. Ask the host.")
    rule = kind.rule()
    assert (rule.validity_days, rule.has_expiry) == (
        kind.requirement.validity_days,
        not kind.requirement.never_expires,
    )
