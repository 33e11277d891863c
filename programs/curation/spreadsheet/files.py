"""A curator's file, read into a sheet: CSV in any usual encoding, XLSX, or records line by line."""

from dataclasses import replace

from programs.curation.spreadsheet.columns import SURE, header_meaning
from programs.sheets.reader import WINDOWS, Caps, Sheet, SheetError, decode_with_name, read_text
from programs.sheets.workbooks import OLD_EXCEL, OLD_EXCEL_MARK, ZIP_MARK, read_long_workbook

# 20,000 programs of 60 columns; openpyxl makes an object of each tag and drops it after its row.
CAPS = Caps(20_000_000, 20_000, 80, 120_000_000, 6_000_000, 400_000)
HEADER_WITHIN = 10
GUESSED = (
    "The file is not UTF-8. It was read as Windows-1252: look whether names with accents are right, "
    "or save the sheet as CSV UTF-8."
)


def header_place(sheet: Sheet) -> int:
    """Which of the first rows names the columns: the one with most known names, 0 for the first."""
    rows = [sheet.header, *sheet.rows[:HEADER_WITHIN]]
    known = [sum(header_meaning(cell)[0] >= SURE for cell in row if cell) for row in rows]
    return max(range(len(rows)), key=lambda place: (known[place], -place)) if max(known) > 1 else 0


def below_title(sheet: Sheet) -> Sheet:
    """The sheet without the title that some people write above the names of the columns."""
    place = header_place(sheet)
    if not place:
        return sheet
    return replace(
        sheet, header=sheet.rows[place - 1], rows=sheet.rows[place:], numbers=sheet.numbers[place:]
    )


def read_programs(content: bytes) -> tuple[Sheet, list[str]]:
    """The sheet of a CSV or XLSX file, and notes on how it was read; SheetError says why not."""
    if len(content) > CAPS.size:
        raise SheetError(CAPS.too_big)
    if content.startswith(OLD_EXCEL_MARK):
        raise SheetError(OLD_EXCEL)
    if content.startswith(ZIP_MARK):
        return below_title(read_long_workbook(content, CAPS)), []
    text, encoding = decode_with_name(content)
    return below_title(read_text(text, caps=CAPS)), [GUESSED] if encoding == WINDOWS else []
