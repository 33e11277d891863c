"""Workbooks that are small and cost much to read, each made here: many styles, strings, cells, names."""

from collections.abc import Iterator

from tests.applicants.documents import corpus_files as parts

SHEET = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
STYLES, STRINGS, CELLS = "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
MANY = 1_000_000


SHEETS = f"<worksheet {SHEET}>%s</worksheet>"
ROWS = f"<worksheet {SHEET}><sheetData>%s</sheetData></worksheet>"
CELL = "<c t='inlineStr'><is><t>x</t></is></c>"
FAR_CELL = CELL.replace("<c", "<c r='XFD1'", 1)


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Yield workbooks: many styles, strings, cells, names and levels, and cells far out."""
    for what, changed in (many_parts() | far_cells()).items():
        yield what, workbook(changed)
    names = "<definedNames>" + "<definedName name='a'>A1</definedName>" * 180_000 + "</definedNames>"
    yield "180,000 names", workbook({}, names)
    yield "100,000 sheets", workbook({}, sheets="<sheet name='a' sheetId='1' r:id='r0'/>" * 100_000)
    outside = "".join(f"<externalReference r:id='r{n}'/>" for n in range(100_000))
    yield (
        "100,000 links to other workbooks",
        workbook({}, f"<externalReferences>{outside}</externalReferences>"),
    )


def many_parts() -> dict[str, dict[str, str]]:
    """Return the changed parts of workbooks with very many styles, cells and strings."""
    styles = f"<styleSheet {SHEET}>%s</styleSheet>"
    return {
        "a million formats": {STYLES: styles % f"<cellXfs count='1'>{'<xf/>' * MANY}</cellXfs>"},
        "a million fonts": {STYLES: styles % f"<fonts count='1'>{'<font/>' * MANY}</fonts>"},
        "a million fills": {STYLES: styles % f"<fills>{'<fill/>' * MANY}</fills>"},
        "a million number formats": {
            STYLES: styles % ("<numFmts>" + "<numFmt numFmtId='1' formatCode='0'/>" * 200_000 + "</numFmts>")
        },
        "1,500,000 cells": {CELLS: ROWS % f"<row>{'<c/>' * 1_500_000}</row>"},
        "a million rows": {CELLS: ROWS % ("<row/>" * MANY)},
        "cells within cells": {CELLS: ROWS % ("<c>" * MANY + "</c>" * MANY)},
        "a million strings": {STRINGS: f"<sst {SHEET}>{'<si><t>x</t></si>' * 450_000}</sst>"},
        "a string of a million pieces": {
            STRINGS: f"<sst {SHEET}><si>{'<r><t>x</t></r>' * 500_000}</si></sst>"
        },
        "a string of 7 MB": {STRINGS: f"<sst {SHEET}><si><t>{'x' * 7_000_000}</t></si></sst>"},
    }


def far_cells() -> dict[str, dict[str, str]]:
    """Return those of workbooks with cells far out, wide ranges and very long lists of them."""
    return {
        "a size of the whole sheet": {CELLS: SHEETS % "<dimension ref='A1:XFD1048576'/><sheetData/>"},
        "a cell in the last row": {CELLS: ROWS % f"<row r='1'>{CELL}</row><row r='1048576'>{CELL}</row>"},
        "a cell in the last column": {CELLS: ROWS % f"<row>{FAR_CELL}</row>"},
        "the last column in each row": {
            CELLS: ROWS % "".join(f"<row r='{n}'><c r='XFD{n}'><v>1</v></c></row>" for n in range(1, 40_000))
        },
        "the whole sheet merged": {
            CELLS: SHEETS % "<sheetData/><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
        },
        "200,000 merged cells": {
            CELLS: SHEETS
            % ("<sheetData/><mergeCells>" + "<mergeCell ref='A1:B2'/>" * 200_000 + "</mergeCells>")
        },
        "a cell of 7 MB": {CELLS: ROWS % f"<row>{CELL.replace('x', 'x' * 7_000_000, 1)}</row>"},
        "a column for each number": {
            CELLS: SHEETS % ("<cols>" + "<col min='1' max='16384'/>" * 200_000 + "</cols>")
        },
        "200,000 rules for a cell": {
            CELLS: SHEETS
            % (
                "<sheetData/>"
                + "<conditionalFormatting sqref='A1'><cfRule/></conditionalFormatting>" * 90_000
            )
        },
    }


def workbook(
    changed: dict[str, str], more: str = "", sheets: str = "<sheet name='a' sheetId='1' r:id='r0'/>"
) -> bytes:
    """Return a workbook of one sheet, some of whose parts are others."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {
        "workbook": "sheet.main",
        "worksheets/sheet1": "worksheet",
        "styles": "styles",
        "sharedStrings": "sharedStrings",
    }
    lines = "".join(
        f"<Override PartName='/xl/{name}.xml' ContentType='{kind}.{last}+xml'/>"
        for name, last in overrides.items()
    )
    related = parts.relations(
        ("worksheet", "worksheets/sheet1.xml", False),
        ("styles", "styles.xml", False),
        ("sharedStrings", "sharedStrings.xml", False),
    )
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": parts.TYPES[: parts.TYPES.index("<Override")] + lines + "</Types>",
        "_rels/.rels": parts.relations(("officeDocument", "xl/workbook.xml", False)),
        "xl/_rels/workbook.xml.rels": related,
        "xl/workbook.xml": (
            f"<workbook {SHEET} xmlns:r='{parts.RELATIONS}'><sheets>{sheets}</sheets>{more}</workbook>"
        ),
        CELLS: f"<worksheet {SHEET}><sheetData/></worksheet>",
        STYLES: f"<styleSheet {SHEET}/>",
        STRINGS: f"<sst {SHEET}/>",
    }
    return parts.zipped(every | changed)
