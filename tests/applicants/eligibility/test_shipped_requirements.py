"""Every shipped requirement has its place in the lists that the code keeps of them."""

import json
from pathlib import Path

from django.conf import settings

from applicants.eligibility.improvements import FIXED
from applicants.eligibility.rules.requirements import RULES
from applicants.profile.choices import ExamKind
from applicants.profile.profile_forms import UNUSUAL, USUAL_GROUPS

SHIPPED = json.loads((Path(settings.BASE_DIR) / "fixtures" / "catalog" / "requirements.json").read_text())
CODES = {row["code"] for row in SHIPPED}
# What "I have or can get the usual documents" on the profile says yes to.
USUAL = {
    "confidentiality_agreement",
    "cv",
    "home_institution_letter",
    "letter_of_intent",
    "liability_release",
    "medical_school_transcript",
    "mspe",
    "passport",
    "passport_photo",
    "personal_statement",
    "photo_id",
    "recommendation_letters",
    "technical_standards",
}


def test_a_document_is_either_usual_or_binds_a_person() -> None:
    """A new code fails here: name it in USUAL above, or in ``profile_forms.UNUSUAL``."""
    documents = {row["code"] for row in SHIPPED if row["group"] in USUAL_GROUPS}
    assert documents - UNUSUAL == USUAL


def test_the_lists_name_no_requirement_that_is_gone() -> None:
    assert (UNUSUAL | FIXED | set(RULES)) - CODES - set(ExamKind.values) == set()
