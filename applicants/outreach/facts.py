"""What an applicant's own words can be filled in with: only what profile and contact hold."""

import re
from typing import Any

from django_countries import countries

from applicants.contacts.models import Contact
from applicants.outreach.wording import known_facts
from applicants.profile.choices import ECFMGStatus, ExamStatus
from applicants.profile.models import Applicant
from programs.choices import Month
from programs.formatting import day_words

TITLE = r"\b(?:dr|prof|professor|mr|mrs|ms|miss)\b\.?"
HONORIFIC = re.compile(rf"^{TITLE}\s+", re.IGNORECASE)
TITLE_BEFORE = re.compile(rf"{TITLE}\s*$", re.IGNORECASE)
NAME_FIELD = re.compile(r"\{\{\s*contact_name\s*\}\}")
ECFMG_WORDS: dict[str, str] = {
    ECFMGStatus.NONE: "not ECFMG certified yet",
    ECFMGStatus.IN_PROGRESS: "working toward ECFMG certification",
    ECFMGStatus.CERTIFIED: "ECFMG certified",
}


def join_words(parts: list[str]) -> str:
    """Some words as they stand in a sentence: A, B and C."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def plain_name(name: str) -> str:
    """A name without title and degrees, so that "Dr." may stand before it."""
    bare = name.split(",", maxsplit=1)[0].strip()
    while HONORIFIC.match(bare):
        bare = HONORIFIC.sub("", bare, count=1)
    return bare or name


def title_of(name: str, message: str = "") -> str:
    """The title of a name, else the one that a message to them gave it; blank when neither has one."""
    bare = name.split(",", maxsplit=1)[0].strip()
    if found := HONORIFIC.match(bare):
        return found[0].strip()
    given = re.search(rf"({TITLE})\s+{re.escape(bare)}", message, re.IGNORECASE) if bare else None
    return given[1] if given else ""


def with_title(text: str, title: str) -> str:
    """A text with the title before each field of the name that has no title in the text itself."""

    def add_title(found: re.Match[str]) -> str:
        has_title = not title or TITLE_BEFORE.search(text[: found.start()])
        return found[0] if has_title else f"{title} {found[0]}"

    return NAME_FIELD.sub(add_title, text)


def graduation_words(applicant: Applicant) -> str:
    """When the applicant graduated or will graduate; blank when it is not said."""
    day = applicant.graduated_on
    if day is None:
        return ""
    is_past = day <= applicant.today
    return f"{'graduated' if is_past else 'will graduate'} in {day.year}"


def applicant_field_values(applicant: Applicant, sign_as: str) -> dict[str, Any]:
    """What the profile holds, by field; two queries."""
    passed = [exam.get_kind_display() for exam in applicant.exams.all() if exam.status == ExamStatus.PASSED]
    months = [Month.labels[number - 1] for number in sorted(applicant.available_months)]
    return {
        "my_name": sign_as or applicant.user.name,
        "my_email": applicant.user.email,
        "my_school": applicant.school_name,
        "my_country": countries.name(applicant.school_country) if applicant.school_country else "",
        "my_graduation": graduation_words(applicant),
        "my_graduation_year": applicant.graduated_on and applicant.graduated_on.year,
        "my_exams": join_words(passed),
        "my_ecfmg": ECFMG_WORDS.get(applicant.ecfmg_status, ""),
        "my_specialty": join_words([specialty.name for specialty in applicant.specialties.all()]),
        "my_months": join_words([str(month) for month in months]),
    }


def facts_of_contact(contact: Contact) -> dict[str, Any]:
    return {
        "contact_name": plain_name(contact.name),
        "contact_title": contact.title,
        "organization": contact.organization,
        "department": contact.department,
        "specialty": contact.specialty and contact.specialty.name,
    }


def facts_for(applicant: Applicant, contact: Contact, sign_as: str, sent_on: Any = None) -> dict[str, str]:
    """Every known fact for a message to somebody; ``sent_on`` None: the first message is not sent."""
    own, theirs = applicant_field_values(applicant, sign_as), facts_of_contact(contact)
    return known_facts(own | theirs | {"sent_on": sent_on and day_words(sent_on)})
