"""What the visa and the advice pages are asked: a case that means nothing gets a clear message."""

from django import forms
from django_countries.data import COUNTRIES

from applicants.guides.choices import Nationality, SocietyKind, VisitActivity
from applicants.guides.figures import SORTS
from applicants.guides.querysets import OLDER_GRADUATE
from applicants.profile.models import Applicant
from programs.choices import Audience
from programs.us_states import USState

US = "US"
RECENT_YEARS = 3
CHOOSE = ("", "Choose")
ANY = ("", "Not said")
COUNTRY_CHOICES = sorted(((code, str(name)) for code, name in COUNTRIES.items()), key=lambda pair: pair[1])
STAGES = [
    (code, label if code != Audience.GRADUATE else "Graduate, less than three years ago")
    for code, label in Audience.choices
]
STAGES.insert(4, (OLDER_GRADUATE, "Graduate, three or more years ago"))


class EntryForm(forms.Form):
    """What one wants to do, at which stage, with which passport."""

    activity = forms.ChoiceField(choices=[CHOOSE, *VisitActivity.choices], label="What you want to do")
    stage = forms.ChoiceField(choices=[CHOOSE, *Audience.choices], label="Current stage")
    nationality = forms.ChoiceField(
        choices=[CHOOSE, *Nationality.choices],
        label="Your passport",
        help_text="ESTA is for passports of Visa Waiver countries alone.",
    )


class StageForm(forms.Form):
    """Where one stands."""

    stage = forms.ChoiceField(choices=[CHOOSE, *STAGES], label="Current stage")


class FundingForm(forms.Form):
    """Who asks for funding; nothing said leaves everything in."""

    stage = forms.ChoiceField(choices=[ANY, *Audience.choices], required=False, label="Current stage")
    country = forms.ChoiceField(choices=[ANY, *COUNTRY_CHOICES], required=False, label="Your passport")


class SocietyForm(forms.Form):
    """For which state, and what kind of society; nothing said leaves everything in but state societies."""

    state = forms.ChoiceField(choices=[("", "Any state"), *USState.choices], required=False, label="State")
    kind = forms.ChoiceField(choices=[("", "All kinds"), *SocietyKind.choices], required=False, label="Kind")


class FiguresForm(forms.Form):
    """How the table of specialties is sorted, and of which specialty every year is shown."""

    sort = forms.ChoiceField(choices=[(code, code) for code in SORTS], required=False)
    specialty = forms.CharField(max_length=120, required=False)

    def clean_sort(self) -> str:
        """The most IMGs first, unless something else is asked for."""
        return self.cleaned_data["sort"] or "share"


def funding_case(person: Applicant | None) -> dict[str, str]:
    """What a person has said already: the stage, and the passport if it is one alone."""
    if person is None:
        return {}
    alone = person.citizenships[0] if len(person.citizenships) == 1 else ""
    return {"stage": person.stage, "country": alone}


def entry_case(person: Applicant | None) -> dict[str, str]:
    """What a person has said already; of the passport only that it is American."""
    if person is None:
        return {}
    is_american = US in person.citizenships or person.is_us_permanent_resident
    return {"stage": person.stage} | ({"nationality": Nationality.US} if is_american else {})


def stage_case(person: Applicant | None) -> dict[str, str]:
    """The stage that a person has said, as the advice tells stages apart; {} when it is not said."""
    if person is None or not person.stage:
        return {}
    graduated = person.graduated_on if person.stage == Audience.GRADUATE else None
    today = person.today
    is_older = graduated is not None and (
        (graduated.year + RECENT_YEARS, graduated.month, graduated.day)
        <= (today.year, today.month, today.day)
    )
    return {"stage": OLDER_GRADUATE if is_older else person.stage}
