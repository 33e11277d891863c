"""What a sheet's columns are taken for, whatever their order and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applications.spreadsheet.columns import BY_FIELD, BY_NAME, COLUMNS, match_headers


def test_an_exports_columns_are_all_known_in_any_order() -> None:
    labels = [column.label for column in COLUMNS]
    assert match_headers(labels) == [column.field for column in COLUMNS]
    assert match_headers(labels[::-1]) == [column.field for column in COLUMNS][::-1]


def test_no_name_means_two_columns() -> None:
    assert len(BY_NAME) == len({*BY_NAME}) == sum(len(column.names) for column in COLUMNS)
    assert len(BY_FIELD) == len(COLUMNS)


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            [
                "Program Name",
                "Contact Info",
                "Website",
                "Type of Experience",
                "Requirements",
                "Cost ($)",
                "Deadlines",
                "Specialty fit",
            ],
            [
                "name",
                "host_contact",
                "website",
                "type",
                "requirements_note",
                "costs_note",
                "deadlines_note",
                "specialty_note",
            ],
        ),
        (["HOSPITAL", "email", "link", "fees"], ["host_name", "host_contact", "website", "costs_note"]),
        (["Application Deadline", "Deadlines"], ["deadline_on", "deadlines_note"]),
        (["Program", "Program"], ["name", ""]),
        (["My Program list", "Program"], ["", "name"]),
        (["Applied on", "Status", "Stars"], ["on", "status", "rating"]),
        (["", "???", "Favorite color"], ["", "", ""]),
    ],
)
def test_peoples_own_names_are_understood(header: list[str], fields: list[str]) -> None:
    assert match_headers(header) == fields


@given(header=st.lists(st.sampled_from([*BY_NAME, "x", ""]) | st.text(max_size=12), max_size=40))
def test_no_field_is_given_twice_whatever_the_header(header: list[str]) -> None:
    fields = [field for field in match_headers(header) if field]
    assert len(match_headers(header)) == len(header)
    assert len(fields) == len(set(fields))
    assert set(fields) <= set(BY_FIELD)
