"""Sheets of text: encodings, delimiters, caps."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.sheets.reader import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    SheetError,
    clean_cell,
    decode_text,
    read_text,
)

TEXT = "Program,Host\nCardiología “A”,Müller Clinic\n"
READ = Sheet(["Program", "Host"], [["Cardiología “A”", "Müller Clinic"]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_usual_encoding_is_read(encoding: str) -> None:
    assert read_text(decode_text(TEXT.encode(encoding))) == READ


@given(content=st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_refusal(content: bytes) -> None:
    try:
        sheet = read_text(decode_text(content))
    except SheetError as fault:
        sheet = Sheet([str(fault)], [[""]])
    assert {len(row) for row in sheet.rows} == {len(sheet.header)}


@pytest.mark.parametrize(
    ("text", "header"),
    [
        (
            "Places, kept by Ana\nProgram\tHost\tNote\nHeart\tMercy\ta, b, c, d\n",
            ["Places, kept by Ana", "", ""],
        ),
        ("Places kept by Ana\nProgram,Host,Note\nHeart,Mercy,\n", ["Places kept by Ana", "", ""]),
        ("Program;Fee\nHeart;1,5\n", ["Program", "Fee"]),
        ("Program,Host\nHeart\n", ["Program", "Host"]),
    ],
)
def test_a_title_or_a_note_does_not_hide_the_delimiter(text: str, header: list[str]) -> None:
    assert read_text(text).header == header


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_delimiter_is_found(delimiter: str, end: str) -> None:
    text = (
        end.join([f'Program{delimiter}"Host{delimiter} or\nclinic"', f"A, b{delimiter}C"])
        if delimiter != ","
        else TEXT
    )
    sheet = read_text(text)
    assert len(sheet.header) == 2


def test_empty_rows_and_cells_at_the_end_are_left_out() -> None:
    assert read_text("\n,,\nProgram,Host,\n,,\n A ,,,\n") == Sheet(["Program", "Host"], [["A", ""]])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "The sheet is empty."),
        ("\n,,\n \n", "The sheet is empty."),
        ("Program,Host", "The sheet has one row only."),
        ("a" * (MOST_BYTES + 1), "too big"),
        ("é" * (MOST_BYTES // 2 + 1), "too big"),
        ("A\nB\x00", "not a table of text"),
        ("A\n" * (MOST_ROWS + 2), f"more than {MOST_ROWS} rows"),
        ("a,b\n" + "c," * MOST_COLUMNS + "d", f"more than {MOST_COLUMNS} columns"),
        ("A\n" + "b" * (LONGEST_CELL + 1), "more than 5,000 characters"),
        ("A\n" + '"' + "b" * 200_000, "cannot be read as a table"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text: str, fault: str) -> None:
    with pytest.raises(SheetError, match=fault.replace(".", r"\.")):
        read_text(text)


@pytest.mark.parametrize("rows", [1, MOST_ROWS])
def test_up_to_the_cap_all_is_read(rows: int) -> None:
    line = ",".join(["x"] * MOST_COLUMNS)
    sheet = read_text("\n".join([line] * (rows + 1)))
    assert (len(sheet.rows), len(sheet.header)) == (rows, MOST_COLUMNS)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20).map(
    clean_cell
)


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2).filter(any), min_size=2, max_size=6))
def test_a_sheet_carried_along_by_the_form_comes_back_as_it_was(rows: list[list[str]]) -> None:
    if not any(row[1] for row in rows):
        rows[0][1] = "x"
    sheet = Sheet(rows[0], rows[1:])
    sent = sheet.as_csv().replace("\n", "\r\n")  # as browsers send a text area
    assert read_text(sent, delimiter=",") == sheet


def test_as_csv_is_csv() -> None:
    sheet = Sheet(["a", 'b"'], [["1,2", "x\ny"]])
    assert list(csv.reader(io.StringIO(sheet.as_csv()))) == [["a", 'b"'], ["1,2", "x\ny"]]
