"""The form on which an advisor edits a program."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from programs.curation.editing.program_form import CODES, FIELDSETS, ProgramForm, in_old_order
from programs.models import Program

VISAS = ProgramForm.base_fields["visas"]
SHOWN = [
    name
    for _, options in FIELDSETS
    for line in options["fields"]
    for name in ((line,) if isinstance(line, str) else line)
]


@pytest.mark.parametrize(
    ("typed", "visas"),
    [
        ("", []),
        (None, []),
        (" , ", []),
        ("B-1, ESTA", ["B-1", "ESTA"]),
        ("esta,b-1,ESTA,", ["ESTA", "B-1"]),
        ("J-1", ["J-1"]),
    ],
)
def test_visas_as_typed(typed: str | None, visas: list[str]) -> None:
    assert VISAS.clean(typed) == visas


@pytest.mark.parametrize("typed", ["tourist visa", "B-1 ESTA", "B-1;J-1", "1", "B-1, <b>"])
def test_what_is_no_visa_class(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VISAS.clean(typed)
    assert refused.value.messages == ["Write a visa class such as B-1 or ESTA."]


@pytest.mark.parametrize(
    ("value", "shown"), [(["B-1", "ESTA"], "B-1, ESTA"), ([], ""), ("b-1,", "b-1,"), (None, None)]
)
def test_visas_as_shown(value: list[str] | str | None, shown: str | None) -> None:
    assert VISAS.prepare_value(value) == shown


def test_visas_as_shown_are_not_changed() -> None:
    assert VISAS.has_changed(["B-1", "ESTA"], "B-1, ESTA") is False
    assert VISAS.has_changed(["B-1", "ESTA"], "B-1") is True


@pytest.mark.parametrize(
    ("new", "old", "kept"),
    [
        (["a", "b"], ["b", "a"], ["b", "a"]),
        (["a", "b", "c"], ["c"], ["c", "a", "b"]),
        ([], ["a"], []),
        (["a"], [], ["a"]),
    ],
)
def test_codes_keep_their_old_order(new: list[str], old: list[str], kept: list[str]) -> None:
    assert in_old_order(new, old) == kept


def test_which_facts_are_lists_of_codes() -> None:
    lists = {"states", "audiences", "not_open_to", "access", "blackout_months", "visas", "visas_refused"}
    assert set(CODES) == lists | {"citizenships", "citizenships_refused", "activities", "included"}


def test_countries_as_chosen() -> None:
    countries = ProgramForm.base_fields["citizenships"]
    assert countries.clean(["JP", "DE", "JP", "", ""]) == ["JP", "DE"]
    with pytest.raises(ValidationError) as refused:
        countries.clean(["JP", "Europe"])
    assert refused.value.messages == ["Select a valid choice. Europe is not one of the available choices."]


def test_every_fact_is_on_the_form_once() -> None:
    unseen = {
        "id",
        "record",
        "fact_checks",
        "changed_in",
        "four_week_price_min_usd",
        "four_week_price_max_usd",
        "fresh_on",
    }
    columns = {field.name for field in Program._meta.get_fields() if isinstance(field, models.Field)}
    assert sorted(SHOWN) == sorted(
        columns - unseen | {"four_week_price", "proof", "missing", "people", "reason"}
    )
