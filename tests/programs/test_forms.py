"""Which programs stand side by side: any input is valid."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from programs.forms import LONGEST_SLUG, MOST_COMPARED, CompareForm


def slugs_in(query: QueryDict) -> list[str]:
    form = CompareForm(query)
    assert form.errors == {}
    return form.cleaned_data["program"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", []),
        ("program=", []),
        ("program=b&program=a", ["b", "a"]),
        ("program=a&program=a&program=b", ["a", "b"]),
        ("program=a&program=b&program=c&program=d&program=e", ["a", "b", "c", "d"]),
        ("program=a&program=a&program=b&program=c&program=d", ["a", "b", "c", "d"]),
        ("program=%00&program=a%00b&program=a", ["a"]),
        ("programs=a&q=b", []),
    ],
)
def test_slugs_of_an_address(query: str, slugs: list[str]) -> None:
    assert slugs_in(QueryDict(query)) == slugs


def test_what_is_too_long_for_a_slug_is_left_out() -> None:
    longest = "a" * LONGEST_SLUG
    assert slugs_in(QueryDict(f"program={longest}b&program={longest}")) == [longest]


@given(st.lists(st.text(max_size=5) | st.sampled_from(["a", "b"]), max_size=10))
def test_any_address_asks_for_at_most_four_different_slugs(values: list[str]) -> None:
    query = QueryDict(mutable=True)
    query.setlist("program", values)
    slugs = slugs_in(query)
    assert len(slugs) <= MOST_COMPARED
    assert len(set(slugs)) == len(slugs)
    assert [slug for slug in slugs if slug not in values or not slug or "\x00" in slug] == []


@pytest.mark.parametrize(
    ("query", "only_differences", "short"),
    [
        ("program=a&program=b", False, False),
        ("program=a&program=b&program=c", False, True),
        ("program=a&program=b&program=c&only=differences", True, False),
        ("program=a&program=b&program=c&only=nothing", False, False),
        ("program=a&program=b&program=c&only=nonsense", False, True),
    ],
)
def test_what_a_comparison_leaves_out(query: str, only_differences: bool, short: bool) -> None:  # noqa: FBT001
    form = CompareForm(QueryDict(query))
    form.full_clean()
    assert (form.is_only_differences, form.is_short_on_phones) == (only_differences, short)
