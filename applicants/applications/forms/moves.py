"""Moves of an application, and corrections of its history."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from applicants.applications.forms.fields import Newer
from applicants.applications.forms.packs import sent_field
from applicants.applications.models import Application, ApplicationMove
from applicants.applications.workflow import ApplicationStatus
from applicants.documents.models import DocumentVersion
from applicants.profile.fields import DayField

LONGEST_NOTE = 500


class ApplicationStatusForm(forms.Form):
    """Which move is meant."""

    status = forms.ChoiceField(choices=ApplicationStatus)


class MoveBackForm(forms.Form):
    """Where a move was made, to go back there: valid on the board alone."""

    back = forms.ChoiceField(choices=[("board", "Board")])


class ApplicationMoveForm(forms.Form):
    """One move: where to, on which day, with a note, and for an offer the last day to answer.

    Where the move sends the application, ``files`` may have gone with it; ``packed`` are those of its pack.
    With ``missing`` documents, in words, it asks once whether to send it without them.
    """

    status = forms.ChoiceField(choices=ApplicationStatus, widget=forms.HiddenInput)
    on = DayField(label="Day")
    note = forms.CharField(label="Note", max_length=LONGEST_NOTE, required=False)
    reply_by = DayField(
        label="Last day to answer", required=False, help_text="Leave empty if they named none."
    )

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        application: Application,
        status: str,
        files: Sequence[DocumentVersion] = (),
        packed: Sequence[DocumentVersion] = (),
        missing: Sequence[str] = (),
        **options: Any,
    ) -> None:
        initial = {"status": status, "on": application.today}
        known = status if status in ApplicationStatus.values else ""
        options |= {"initial": initial, "auto_id": f"move-{known}-%s"}
        super().__init__(*args, **options)
        self.application = application
        if status != ApplicationStatus.OFFERED:
            del self.fields["reply_by"]
        self.missing = missing if self.is_bound else ()
        self.versions = files if status == ApplicationStatus.SUBMITTED else ()
        if self.versions:
            self.fields["sent"] = sent_field("What did you send?", self.versions, packed)

    @property
    def facts(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {"on": values["on"], "note": values["note"], "reply_by": values.get("reply_by")}

    @property
    def sent_versions(self) -> list[DocumentVersion]:
        return [version for version in self.versions if str(version.pk) in self.cleaned_data.get("sent", ())]

    def clean(self) -> dict[str, Any]:
        """Reuse the model's validation and its messages."""
        given = self.cleaned_data
        if "status" in given and "on" in given:
            self.application.check_move(given["status"], given["on"], given.get("reply_by"))
        if self.missing and not given.get("confirmed"):
            raise ValidationError(f"Documents are missing: {', '.join(self.missing)}. Submit anyway?")
        return given

    def newer(self, application: Application) -> list[Newer]:
        """The status that is stored now; [] when it was this very move that led there."""
        last = application.last_move
        asked = (self.data.get("status"), self.data.get("on"), self.data.get("note", "").strip())
        if last and asked == (last.to_status, last.happened_on.isoformat(), last.note):
            return []
        return [Newer("Status", application.get_status_display())]


class MoveCorrectionForm(forms.Form):
    """The day and the note of one move, corrected."""

    on = DayField(label="Day")
    note = forms.CharField(label="Note", max_length=LONGEST_NOTE, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        application: Application,
        move: ApplicationMove,
        **options: Any,
    ) -> None:
        initial = {"on": move.happened_on, "note": move.note}
        super().__init__(data, initial=initial, auto_id=f"correction-{move.pk}-%s", **options)
        self.application, self.move = application, move

    def clean_on(self) -> datetime.date:
        """Refuse a day that does not fit between the moves before and after."""
        on = self.cleaned_data["on"]
        try:
            self.application.check_correction(self.move, on)
        except ValidationError as fault:
            raise ValidationError(fault.message_dict["on"]) from fault
        return on

    def newer(self, application: Application) -> list[Newer]:
        """What is stored of the move now; [] when it is what was typed."""
        stored = next((one for one in application.moves.all() if one.pk == self.move.pk), None)
        if stored is None:
            return [Newer("This move", "it was undone")]
        if self.cleaned_data == {"on": stored.happened_on, "note": stored.note}:
            return []
        return [Newer(stored.get_to_status_display(), f"{stored.happened_on:%Y-%m-%d} {stored.note}".strip())]


class SeenProgramForm(forms.Form):
    """The version of the program that the applicant has seen."""

    changed_in = forms.IntegerField()


class ButtonForm(forms.Form):
    """A button without a field: undo, remove, "I have seen it"."""

    def newer(self, application: Application) -> list[Newer]:
        """The status that is stored now: nobody can tell whether the button was meant for it."""
        return [Newer("Status", application.get_status_display())]
