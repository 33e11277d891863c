"""What goes into an application's pack, under which names, and what was sent."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from applicants.applications.forms.fields import Newer
from applicants.applications.models import Application, ChecklistLine
from applicants.applications.sending import note_sent
from applicants.applications.timeline import fault_of_day
from applicants.documents.filenames import DEFAULT, FIELDS, LONGEST_PATTERN, pattern_fault
from applicants.documents.models import DocumentVersion
from applicants.profile.fields import DayField
from programs.formatting import day_words

LEFT_OUT = "left_out"
Files = Mapping[int, Sequence[DocumentVersion]]


def file_words(version: DocumentVersion) -> str:
    dated = f", dated {day_words(version.issued_on)}" if version.issued_on else ""
    return f"{version.document}: {version.original_name}{dated}"


def file_choices(versions: Iterable[DocumentVersion]) -> list[tuple[str, str]]:
    return [(str(version.pk), file_words(version)) for version in versions]


def sent_field(
    label: str, files: Iterable[DocumentVersion], ticked: Iterable[DocumentVersion]
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=file_choices(files),
        initial=[str(version.pk) for version in ticked],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Select the files you sent. We keep a record of them as they were.",
    )


class PackForm(forms.Form):
    """Which file goes along for each document, and what the files are called."""

    all_optional = True
    naming = forms.CharField(
        label="What the files are called",
        max_length=LONGEST_PATTERN,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": DEFAULT, "spellcheck": "false"}),
        help_text="If the host has a rule, write it with these fields: "
        + "; ".join(f"{{{name}}}, {words}" for name, words in FIELDS.items())
        + ". Anything else stays as you write it.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        application: Application,
        files: Files,
        held_back: Mapping[int, DocumentVersion],
        **options: Any,
    ) -> None:
        super().__init__(data, auto_id="pack-%s", **options)
        self.application, self.held_back = application, held_back
        self.fields["naming"].initial = application.pack_naming
        self.lines = [line for line in application.checklist.all() if line.pk in files]
        for line in self.lines:
            self.fields[f"file-{line.pk}"] = self.field_of(line, files[line.pk])
            if line.pk in held_back:
                self.fields[f"include-{line.pk}"] = forms.BooleanField(
                    label=f"Include {line.label} even though it expires too soon", required=False
                )
        of_lines = (f"{name}-{line.pk}" for line in self.lines for name in ("include", "file"))
        self.order_fields([*of_lines, "naming"])

    def field_of(self, line: ChecklistLine, versions: Sequence[DocumentVersion]) -> forms.ChoiceField:
        first = "The newest that is good for these dates" if line.code else "No file"
        chosen = str(line.packed_version_id or "") if line.is_packed else LEFT_OUT
        return forms.ChoiceField(
            label=line.label,
            choices=[("", first), *file_choices(versions), (LEFT_OUT, "Leave it out")],
            initial=chosen,
            required=False,
        )

    def clean_naming(self) -> str:
        """Refuse a pattern that would not do."""
        naming = self.cleaned_data["naming"]
        if fault := pattern_fault(naming):
            raise forms.ValidationError(fault)
        return naming

    def choose(self) -> list[ChecklistLine]:
        """Set what a valid form says on the application and its lines, not saved yet; return the lines."""
        self.application.pack_naming = self.cleaned_data["naming"]
        for line in self.lines:
            chosen = self.cleaned_data[f"file-{line.pk}"]
            line.is_packed = chosen != LEFT_OUT
            line.packed_version_id = UUID(chosen) if chosen and line.is_packed else None
            if not chosen and self.cleaned_data.get(f"include-{line.pk}"):
                line.packed_version_id = self.held_back[line.pk].pk
        return self.lines

    def newer(self, application: Application) -> list[Newer]:
        """What is stored now: nobody can tell whether the choice was made for it."""
        return [Newer("Names", application.pack_naming or DEFAULT)]


class PackPreviewForm(forms.Form):
    """The button that shows a choice without saving it: valid when it was pressed."""

    preview = forms.CharField()


class SentFilesForm(forms.Form):
    """What was sent, and when."""

    on = DayField(label="Sent on")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        application: Application,
        files: Sequence[DocumentVersion],
        **options: Any,
    ) -> None:
        super().__init__(data, initial={"on": application.today}, auto_id="sent-%s", **options)
        self.application, self.versions = application, files
        self.fields["sent"] = sent_field("Files", files, ())
        self.fields["sent"].required = True
        self.fields["sent"].error_messages["required"] = "Tick what you sent."
        self.order_fields(["sent", "on"])

    def clean_on(self) -> datetime.date:
        """Refuse a day in the future."""
        on = self.cleaned_data["on"]
        if fault := fault_of_day(on, today=self.application.today):
            raise forms.ValidationError(fault)
        return on

    @property
    def sent_versions(self) -> list[DocumentVersion]:
        return [version for version in self.versions if str(version.pk) in self.cleaned_data["sent"]]

    def save(self) -> int:
        """Note it as ``one_edit``, with its StaleError; return how many files are new."""
        with self.application.one_edit():
            return note_sent(self.application, self.sent_versions, self.cleaned_data["on"])

    def newer(self, application: Application) -> list[Newer]:
        """Nothing is newer when all that is ticked is noted already."""
        known = {sent.version_id for sent in application.sent_files.all()}
        ticked = {version.pk for version in self.versions if str(version.pk) in self["sent"].data}
        return (
            []
            if ticked and ticked <= known
            else [Newer("Sent", ", ".join(map(str, application.sent_files.all())) or "nothing")]
        )
