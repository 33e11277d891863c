"""The forms of an import of programs: the file, what its columns mean, and which rows to apply."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from programs import sandbox
from programs.curation.spreadsheet.columns import COLUMNS, match_headers
from programs.curation.spreadsheet.files import CAPS, read_programs
from programs.curation.spreadsheet.import_job import WRITTEN, load_column_meanings
from programs.models import CatalogImport, CatalogImportRow
from programs.sheets.reader import SheetError

SAMPLES = 3
BUSY = "Many sheets are being read right now. Nothing was imported. Try again in a minute."
NO_UTF8 = "The file is not UTF-8 at byte {}: letters would be broken. Save it as UTF-8."
LINES_SUFFIX = ".jsonl"


class ProgramFileForm(forms.Form):
    """A file of programs. A valid form has read it: ``sheet``, or ``lines`` of records; and ``notes``."""

    file = forms.FileField(
        label="File with programs of the catalog",
        help_text="CSV or XLSX as you keep it, or records (.jsonl). "
        f"At most {CAPS.size // 1_000_000} MB and {CAPS.rows:,} rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.jsonl"}),
    )

    def clean_file(self) -> UploadedFile:
        """Read the file; the fault is in words when it cannot be read."""
        file = self.cleaned_data["file"]
        if file.size > CAPS.size:
            raise forms.ValidationError(CAPS.too_big)
        content, self.header = file.read(), []
        self.notes: list[str] = []
        if file.name.lower().endswith(LINES_SUFFIX):
            try:
                lines = content.decode("utf-8-sig").split("\n")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(NO_UTF8.format(error.start + 1)) from error
            self.rows: list[list[Any]] = [[n, line] for n, line in enumerate(lines, 1) if line.strip()]
            if len(self.rows) > CAPS.rows:
                raise forms.ValidationError(f"The file has more than {CAPS.rows:,} records. Split it.")
            return file
        try:
            sheet, self.notes = read_programs(content)
        except SheetError as fault:
            raise forms.ValidationError(str(fault)) from fault
        except sandbox.BusyError as error:
            raise forms.ValidationError(BUSY) from error
        self.header = sheet.header
        self.rows = [[number, *cells] for number, cells in zip(sheet.numbers, sheet.rows, strict=True)]
        return file

    def save(self, by: Any) -> CatalogImport:
        """Keep the file as an import that is not mapped yet."""
        return CatalogImport.objects.create(
            by=by,
            file_name=self.cleaned_data["file"].name[:200],
            header=self.header,
            sheet=self.rows,
            notes=self.notes,
        )


class ProgramColumnsForm(forms.Form):
    """What each column of a sheet means; none twice."""

    overwrites = forms.BooleanField(
        label="Also change facts that another curator has decided since",
        required=False,
        help_text="Unticked: such facts stay as they are, and the preview lists them.",
    )

    def __init__(self, data: Any = None, *, job: CatalogImport) -> None:
        super().__init__(data, label_suffix="", initial={"overwrites": job.overwrites})
        self.job = job
        choices = [("", "Leave out"), *((column.field, column.label) for column in COLUMNS)]
        known = job.mapping.get("fields") or match_headers(job.header, load_column_meanings())
        for place, field in enumerate(known):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=job.header[place] or f"Column {place + 1}",
                choices=choices,
                required=False,
                initial=field,
            )

    @property
    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each column's select with a few of its cells."""
        return [
            (
                self[f"column-{place}"],
                [row[place + 1][:80] for row in self.job.sheet[:50] if row[place + 1]][:SAMPLES],
            )
            for place in range(len(self.job.header))
        ]

    @property
    def chosen(self) -> list[str]:
        return [self.cleaned_data.get(f"column-{place}", "") for place in range(len(self.job.header))]

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one meaning, and a sheet that names no programs."""
        chosen = [field for field in self.chosen if field]
        labels = {column.field: column.label for column in COLUMNS}
        if twice := {field for field in chosen if chosen.count(field) > 1}:
            names = ", ".join(sorted(labels[field] for field in twice))
            raise forms.ValidationError(f"Two columns are set to the same: {names}. Leave one of them out.")
        if not {"slug", "host.name"} & set(chosen):
            raise forms.ValidationError("Say which column holds the host, or the slug of known programs.")
        return self.cleaned_data


class ProgramRowsForm(forms.Form):
    """Which rows of a preview to apply: those ticked, and all that the page has no room for."""

    rows = forms.TypedMultipleChoiceField(coerce=int, required=False)
    rest = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, shown: list[CatalogImportRow], hidden: QuerySet) -> None:
        super().__init__(data)
        self.hidden = hidden
        field = cast("forms.TypedMultipleChoiceField", self.fields["rows"])
        field.choices = [(row.number, row.number) for row in shown if row.result in WRITTEN]

    def numbers(self) -> set[int]:
        """The chosen rows; of those not shown, probable duplicates are left out."""
        numbers = set(self.cleaned_data["rows"])
        if self.cleaned_data["rest"]:
            numbers |= {number for number, alike in self.hidden.values_list("number", "alike") if not alike}
        return numbers

    def clean(self) -> dict[str, Any]:
        """Refuse to apply nothing."""
        if not self.cleaned_data.get("rest") and not self.cleaned_data.get("rows"):
            raise forms.ValidationError("Tick at least one row.")
        return self.cleaned_data
