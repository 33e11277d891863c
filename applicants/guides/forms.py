"""What the visa and the advice pages are asked: a case that means nothing gets a clear message."""

from django import forms

from applicants.guides.choices import Nationality, VisitActivity
from applicants.guides.querysets import OLDER_GRADUATE
from programs.choices import Audience

CHOOSE = ("", "Choose")
STAGES = [
    (code, label if code != Audience.GRADUATE else "Graduate, less than three years ago")
    for code, label in Audience.choices
]
STAGES.insert(4, (OLDER_GRADUATE, "Graduate, three or more years ago"))


class EntryForm(forms.Form):
    """What one wants to do, at which stage, with which passport."""

    activity = forms.ChoiceField(choices=[CHOOSE, *VisitActivity.choices], label="What you want to do")
    stage = forms.ChoiceField(choices=[CHOOSE, *Audience.choices], label="Where you stand now")
    nationality = forms.ChoiceField(
        choices=[CHOOSE, *Nationality.choices],
        label="Your passport",
        help_text="ESTA is for passports of Visa Waiver countries alone.",
    )


class StageForm(forms.Form):
    """Where one stands."""

    stage = forms.ChoiceField(choices=[CHOOSE, *STAGES], label="Where you stand now")
