"""The spreadsheet bridge's input: a sheet, what its columns mean, and one row of it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.http import QueryDict

from applicants.applications.forms.details import NO_PASSWORDS, PASSWORD
from applicants.applications.forms.fields import dates_fault
from applicants.applications.models import Application
from applicants.applications.spreadsheet import cells
from applicants.applications.spreadsheet.columns import BY_FIELD, COLUMNS, match_headers
from applicants.applications.spreadsheet.importing import SheetRow
from applicants.applications.timeline import fault_before_stay, fault_of_day
from applicants.applications.workflow import BEGUN, ApplicationStatus
from applicants.documents.inspecting import InspectionBusyError
from applicants.profile.fields import DayField, WebField
from programs import sandbox
from programs.sheets.reader import MOST_BYTES, TOO_BIG, Sheet, SheetError, read_text
from programs.sheets.workbooks import read_file

SAMPLES = 3
LEFT_OUT = ("", "Leave out")
ROW_FIELDS = [column.field for column in COLUMNS if column.field != "on"]
FIELD_CLASSES = dict.fromkeys(cells.DAYS, DayField) | dict.fromkeys(cells.WEB_ADDRESSES, WebField)

BUSY = "Many sheets are being read right now. Nothing was imported. Try again in a minute."


class SheetForm(forms.Form):
    """A sheet, pasted or uploaded. A valid form has read it: ``sheet``."""

    all_optional = True
    text = forms.CharField(
        label="Paste your table here",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": MOST_BYTES, "spellcheck": "false"}),
        help_text="Copy the cells from Excel, Google Sheets or Numbers, with the row of column names.",
    )
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        allow_empty_file=True,
        help_text="CSV or XLSX, at most 1 MB and 500 rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(self, data: QueryDict | None = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, auto_id="sheet-%s", **options)

    def clean(self) -> dict[str, Any]:
        """Read the sheet; the fault is in words when it cannot be read."""
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        if not file and not text.strip():
            raise forms.ValidationError("Paste a table or choose a file first.")
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        try:
            self.sheet = read_file(file.read()) if file else read_text(text)
        except SheetError as fault:
            raise forms.ValidationError(str(fault)) from fault
        except sandbox.BusyError as error:
            raise InspectionBusyError(BUSY) from error
        return self.cleaned_data


class SheetImportStepForm(forms.Form):
    """The step of the import that a form belongs to, and the sheet that travels along."""

    step = forms.ChoiceField(choices=[("preview", "Preview"), ("import", "Import")], required=False)
    text = forms.CharField(strip=False, required=False)


class SheetColumnsForm(forms.Form):
    """What each column of a sheet means. The sheet travels along as text: nothing is stored yet."""

    text = forms.CharField(strip=False, widget=forms.Textarea(attrs={"hidden": True}))
    days = forms.ChoiceField(
        label="Days such as 3/4/2026 mean",
        choices=[("month", "March 4 (month first)"), ("day", "April 3 (day first)")],
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, sheet: Sheet, **options: Any) -> None:
        texts = [cell for row in sheet.rows for cell in row]
        first = "day" if cells.is_day_first(texts) else "month"
        initial = {"text": sheet.as_csv(), "days": first}
        super().__init__(data, initial=initial, auto_id="mapping-%s", **options)
        self.sheet, self.has_doubtful_days = sheet, cells.has_doubtful_days(texts)
        choices = [LEFT_OUT, *((column.field, column.label) for column in COLUMNS)]
        for number, field in enumerate(match_headers(sheet.header)):
            name = sheet.header[number] or f"Column {number + 1}"
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=field
            )

    def rows(self, today: datetime.date) -> list[SheetRow]:
        fields = [self.cleaned_data[f"column-{number}"] for number in range(len(self.sheet.header))]
        is_day_first = self.cleaned_data["days"] == "day"
        return [
            checked_row(number, *row_values(fields, texts, is_day_first=is_day_first), today)
            for number, texts in enumerate(self.sheet.rows, start=2)
        ]

    @property
    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        return [
            (self[f"column-{number}"], [row[number] for row in self.sheet.rows if row[number]][:SAMPLES])
            for number in range(len(self.sheet.header))
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one field, and a sheet without names of programs."""
        given = self.cleaned_data
        chosen = [given.get(f"column-{number}", "") for number in range(len(self.sheet.header))]
        twice = {field for field in chosen if field and chosen.count(field) > 1}
        if twice:
            names = ", ".join(BY_FIELD[field].label for field in sorted(twice))
            raise forms.ValidationError(f"Two columns are set to the same: {names}. Leave one of them out.")
        if not {"name", "host_name"} & set(chosen):
            raise forms.ValidationError("Say which column holds the program or the host.")
        return given


def sent_sheet(text: str) -> Sheet | None:
    """The sheet that the mapping's form carried along; None when it was tampered with."""
    try:
        return read_text(text, delimiter=",")
    except SheetError:
        return None


class SheetRowForm(forms.Form):
    """One row of a sheet, its cells already in the forms' own words.

    Not a model form: that would ask the database about every constraint of every row.
    """

    on = DayField(label="Status since", required=False)

    def __init__(self, values: dict[str, str], *, today: datetime.date) -> None:
        super().__init__({"status": ApplicationStatus.SHORTLISTED} | values)
        self.fields |= fields_for_model(Application, fields=ROW_FIELDS, field_classes=FIELD_CLASSES)
        self.today = today

    def clean_on(self) -> datetime.date | None:
        """Refuse a day in the future."""
        on = self.cleaned_data["on"]
        if on and (fault := fault_of_day(on, today=self.today)):
            raise forms.ValidationError(fault)
        return on

    def clean_host_login_hint(self) -> str:
        """Refuse what looks like a password."""
        hint = self.cleaned_data["host_login_hint"]
        if PASSWORD.search(hint):
            raise forms.ValidationError(NO_PASSWORDS)
        return hint

    def clean(self) -> dict[str, Any]:
        """Refuse what the model would refuse, and a stay that ends before it starts."""
        values = {name: value for name, value in self.cleaned_data.items() if name in ROW_FIELDS}
        others = [field.name for field in Application._meta.fields if field.name not in values]
        try:
            Application(**values).clean_fields(exclude=others)
        except forms.ValidationError as faults:
            self.add_error(None, faults)
        if fault := dates_fault(values):
            self.add_error("ends_on", fault)
        on, is_begun = self.cleaned_data.get("on"), self.cleaned_data.get("status") in BEGUN
        if on and is_begun and (fault := fault_before_stay(on, values.get("starts_on"))):
            self.add_error("on", fault)
        return self.cleaned_data

    def faults(self) -> list[str]:
        if not self.data["name"]:
            return ["No program and no host is named."]
        return [
            f"{BY_FIELD[name].label}: {fault}" if name in BY_FIELD else str(fault)
            for name, faults in self.errors.items()
            for fault in faults
        ]


def day_or_nothing(text: str, *, is_day_first: bool) -> str:
    try:
        return cells.read_day(text, is_day_first=is_day_first)
    except cells.CellError:
        return ""


@dataclass(frozen=True)
class Unread:
    """A cell that could not be read: its field, what was in it, and why."""

    field: str
    text: str
    fault: str

    @property
    def words(self) -> str:
        """Why, with the name of the column."""
        return f"{BY_FIELD[self.field].label}: {self.fault}"

    @property
    def note(self) -> str:
        """What was saved instead."""
        instead = {
            "status": f"saved as {ApplicationStatus.SHORTLISTED.label}",
            "deadline_on": f"kept as a note under {BY_FIELD['deadlines_note'].label}",
        }.get(self.field, "left empty")
        return f"{BY_FIELD[self.field].label}: “{self.text[:40]}” was not understood; {instead}."


def row_values(
    fields: Sequence[str], texts: Sequence[str], *, is_day_first: bool
) -> tuple[dict[str, str], list[Unread]]:
    """What a form takes of a row, and its cells that could not be read.

    ``fields`` names what each column fills, "" for columns left out. A row without a program is named for
    its host. A text on deadlines that is a day is the deadline too, unless the deadline has its own column;
    a deadline that is no day joins that text.
    """
    values, unread = {}, []
    for name, text in zip(fields, texts, strict=True):
        if not name:
            continue
        try:
            values[name] = cells.form_value(name, text, is_day_first=is_day_first)
        except cells.CellError as error:
            unread.append(Unread(name, cells.unescape_cell(text).strip(), str(error)))
    values["name"] = values.get("name") or values.get("host_name", "")
    if "deadlines_note" in values and "deadline_on" not in fields:
        values["deadline_on"] = day_or_nothing(values["deadlines_note"], is_day_first=is_day_first)
    said = [one.text for one in unread if one.field == "deadline_on"]
    if said:
        values["deadlines_note"] = "; ".join(filter(None, [values.get("deadlines_note"), *said]))
    return values, unread


def checked_row(number: int, values: dict[str, str], unread: list[Unread], today: datetime.date) -> SheetRow:
    """One row with its values as they are stored, or with everything that is wrong.

    Cells that could not be read are no reason to refuse a row that is right otherwise.
    """
    form = SheetRowForm(values, today=today)
    if form.is_valid() and not form.faults():
        return SheetRow(number, values["name"], form.cleaned_data, notes=[cell.note for cell in unread])
    return SheetRow(number, values["name"], {}, [*(cell.words for cell in unread), *form.faults()])
