"""What an applicant does with a letter: move it, decide the waiver, fill the packet, tick, climb."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict

from applicants.documents.models import Document
from applicants.editing import SeenField
from applicants.letters.choices import Check
from applicants.letters.forms.facts import DECISIONS, WAIVER_HELP
from applicants.letters.forms.fields import RowsField
from applicants.letters.models import Letter
from applicants.letters.reminders import ReminderStep
from applicants.letters.workflow import LetterStatus
from applicants.profile.fields import DayField


class LetterStatusForm(forms.Form):
    """Which move is meant."""

    status = forms.ChoiceField(choices=LetterStatus)


class LetterMoveForm(forms.Form):
    """One move: where to, on which day, with a note. ``was`` is where the letter stood on the page."""

    status = forms.ChoiceField(choices=LetterStatus, widget=forms.HiddenInput)
    was = forms.ChoiceField(choices=LetterStatus, widget=forms.HiddenInput)
    on = DayField(label="Day")
    note = forms.CharField(label="Note", max_length=500, required=False)

    def __init__(self, data: QueryDict | None = None, *, letter: Letter, status: str, **options: Any) -> None:
        initial = {"status": status, "was": letter.status, "on": letter.today}
        known = status if status in LetterStatus.values else ""
        super().__init__(data, initial=initial, auto_id=f"move-{known}-%s", **options)
        self.letter = letter

    def clean(self) -> None:
        """Reuse the model's validation and its messages, and what was meant for another status."""
        super().clean()
        given = self.cleaned_data
        if given.get("was") and given["was"] != self.letter.status:
            raise forms.ValidationError(
                f"The letter stands at “{self.letter.get_status_display()}” now. Look again, then choose."
            )
        if "status" in given and "on" in given:
            self.letter.check_move(given["status"], given["on"])


class WaiverForm(forms.Form):
    """Whether the applicant gives up the right to read the letter."""

    waiver = forms.ChoiceField(
        label="Right to read the letter",
        choices=DECISIONS,
        widget=forms.RadioSelect,
        help_text=WAIVER_HELP,
    )
    seen = SeenField()

    def __init__(self, data: QueryDict | None = None, *, letter: Letter, **options: Any) -> None:
        super().__init__(data, initial={"waiver": letter.waiver}, **options)


class LetterPacketForm(forms.Form):
    """What the writer sees by link."""

    what_to_mention = forms.CharField(
        label="What they could mention",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Cases you worked on, what you did well, what you aim for. No patient’s name or data.",
    )
    seen = SeenField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        letter: Letter,
        documents: Iterable[Document],
        **options: Any,
    ) -> None:
        shared = [str(document.pk) for document in letter.shared.all()]
        initial = {"what_to_mention": letter.what_to_mention, "shared": shared}
        super().__init__(data, initial=initial, auto_id="packet-%s", **options)
        self.fields["shared"] = RowsField(
            documents,
            label="Documents they may download",
            help_text="Only while the link works. Usually your CV and personal statement.",
        )
        self.all_optional = True


class LetterChecksForm(forms.Form):
    """What the letter has."""

    checks = forms.MultipleChoiceField(
        label="The letter has", choices=Check, required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = SeenField()
    all_optional = True

    def __init__(self, data: QueryDict | None = None, *, letter: Letter, **options: Any) -> None:
        initial = {"checks": letter.checks}
        super().__init__(data, initial=initial, auto_id="checks-%s", **options)


class StepAct(TextChoices):
    """What can be done with a step of the reminders."""

    MOVE = "move", "Move"
    DONE = "done", "Done"
    REOPEN = "reopen", "Not done yet"


class LetterStepForm(forms.Form):
    """A step of the reminders: to another day, done, or not done after all."""

    act = forms.ChoiceField(choices=StepAct, widget=forms.HiddenInput)  # the button's
    day = DayField(label="Move to", required=False)
    seen = SeenField()

    def __init__(self, data: QueryDict | None = None, *, step: ReminderStep, **options: Any) -> None:
        initial = {"day": step.day, "done_on": step.done_on}
        super().__init__(data, initial=initial, auto_id=f"step-{step.code}-%s", **options)

    def clean(self) -> None:
        """Refuse a move to no day."""
        super().clean()
        values = self.cleaned_data
        if values.get("act") == StepAct.MOVE and not values.get("day") and "day" not in self.errors:
            self.add_error("day", "Write the day to move it to.")

    def change(self, today: datetime.date) -> dict[str, datetime.date | None]:
        if self.cleaned_data["act"] == StepAct.MOVE:
            return {"day": self.cleaned_data["day"]}
        return {"done_on": today if self.cleaned_data["act"] == StepAct.DONE else None}


class WriterLinkForm(forms.Form):
    """Which link the page showed when another was asked for: its id, "none", or nothing."""

    seen = forms.CharField(required=False)
