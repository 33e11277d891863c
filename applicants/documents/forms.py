"""Input of the documents' pages."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from applicants.documents.checking.files import ACCEPT
from applicants.documents.models import Document, DocumentKind
from applicants.documents.sizes import MAX_FILE_BYTES, size_words
from applicants.editing import SeenField
from applicants.profile.fields import ProfileDayField, TokenField, choice_field

FIRST_YEAR = 1950
DATE_NEEDED = {
    "issued_on": "Add the document date, or its expiration date: a {} expires.",
    "expires_on": "Add the expiration date of your {}. It is compared with the days of each rotation.",
}
TYPES = f"PDF, JPEG, PNG or DOCX, at most {size_words(MAX_FILE_BYTES)}."


class DocumentDatesForm(forms.Form):
    """The dates of a file and a note on it."""

    issued_on = ProfileDayField(
        FIRST_YEAR, label="Document date", required=False, help_text="When it was issued, signed or tested."
    )
    expires_on = ProfileDayField(
        FIRST_YEAR,
        label="Expiration date",
        required=False,
        help_text="As printed on it, or as the issuer told you.",
    )
    note = forms.CharField(
        label="Note",
        max_length=500,
        required=False,
        help_text="Only you see this. No patient’s name or data.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        today: datetime.date,
        kind: DocumentKind | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        self.today = today
        self.of_kind = kind

    def clean_issued_on(self) -> datetime.date | None:
        """Refuse a day in the future: nothing is dated ahead."""
        issued_on = self.cleaned_data["issued_on"]
        if issued_on and issued_on > self.today:
            raise forms.ValidationError("This day is in the future. Write the date that is on it.")
        return issued_on

    @property
    def document_kind(self) -> DocumentKind | None:
        """What the file is; None: not said."""
        return self.of_kind

    def clean(self) -> None:
        """Refuse a last day before the date, and an expiring document without the date that it needs."""
        super().clean()
        values, kind = self.cleaned_data, self.document_kind
        issued_on, expires_on = values.get("issued_on"), values.get("expires_on")
        if issued_on and expires_on and expires_on < issued_on:
            self.add_error("expires_on", "The last day cannot be before the document date.")
        missing = kind.missing_date(issued_on, expires_on) if kind else ""
        if kind and missing and missing not in self.errors:
            self.add_error(missing, DATE_NEEDED[missing].format(kind.rule().name))

    @property
    def dates(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("issued_on", "expires_on", "note")}


class DocumentVersionForm(DocumentDatesForm):
    """A file with its dates. ``token`` comes with the form: sent twice, it makes one version."""

    file = forms.FileField(
        label="File",
        help_text=TYPES,
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        error_messages={"empty": "This file is empty."},
    )
    token = TokenField()

    field_order = ("token", "kind", "file", "name", "issued_on", "expires_on", "note")


class DocumentForm(DocumentVersionForm):
    """A new document: its kind and its first file."""

    kind = forms.ChoiceField(label="Document type")
    name = forms.CharField(
        label="Document name",
        max_length=120,
        required=False,
        help_text="If you have more than one of a kind: “CV for surgery”.",
    )

    def __init__(self, *args: Any, kinds: Iterable[DocumentKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = {kind.code: kind for kind in kinds}
        choices = [(kind.code, kind.label) for kind in self.kinds.values()]
        choice_field(self, "kind").choices = [("", "Choose one"), *choices]

    @property
    def document_kind(self) -> DocumentKind | None:
        """The kind that was chosen."""
        return self.kinds.get(self.cleaned_data.get("kind", ""))


class DocumentEditForm(DocumentDatesForm):
    """What a document is called, and the dates of its newest version."""

    name = forms.CharField(label="Document name", max_length=120, required=False)
    seen = SeenField()

    field_order = ("name", "issued_on", "expires_on", "note")

    def __init__(self, data: QueryDict | None = None, *, document: Document, **options: Any) -> None:
        current = document.current
        stored = {name: getattr(current, name, None) for name in ("issued_on", "expires_on", "note")}
        stored |= {"name": document.name, "version": current}  # a newer version has dates of its own
        super().__init__(data, initial=stored, auto_id="edit-%s", kind=document.kind, **options)


class DocumentListForm(forms.Form):
    """What the address of the list asks for: a kind to add, and the log as a whole."""

    kind = forms.SlugField(required=False)
    log = forms.ChoiceField(choices=[("all", "All")], required=False)
