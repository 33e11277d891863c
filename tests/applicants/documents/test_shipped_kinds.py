"""The shipped kinds of documents: each loads, and no rule stands there without who says so."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from applicants.models import DocumentKind

pytestmark = pytest.mark.django_db
SHIPPED = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def shipped() -> dict[str, DocumentKind]:
    call_command("load_desk", verbosity=0)
    return DocumentKind.objects.all().by_code()


def test_every_kind_loads_and_every_rule_has_its_proof(shipped: dict[str, DocumentKind]) -> None:
    assert len(shipped) > 40
    bare = [
        code for code, kind in shipped.items() if kind.validity_days and not (kind.source_url and kind.as_of)
    ]
    assert bare == []
    assert [code for code, kind in shipped.items() if not kind.validity_words] == []


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
        "letter of recommendation",
        "other paper",
        "curriculum vitae",
        "TB test",
    ]
    assert [code for code, kind in shipped.items() if kind.renewal.startswith("ask the host")] == []


def test_codes_are_those_of_the_catalogue_s_requirements(shipped: dict[str, DocumentKind]) -> None:
    requirements = json.loads((SHIPPED / "catalogue" / "requirements.json").read_bytes())
    codes = {row["code"] for row in requirements}
    assert set(shipped) - codes == {"ecfmg_status_report", "other"}
