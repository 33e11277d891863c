"""Countries are chosen by name."""

import pytest
from django.http import QueryDict
from django.test import Client

from programs.curation.editing.country_fields import COUNTRIES_BY_NAME, CountriesField
from programs.models import Program
from tests.admin_forms import change_url, save
from tests.factories import make_program

FIELD = CountriesField()


def test_all_countries_are_there_by_name() -> None:
    names = [name for _, name in COUNTRIES_BY_NAME]
    assert (len(names) > 240, names == sorted(names), dict(COUNTRIES_BY_NAME)["JP"]) == (True, True, "Japan")


@pytest.mark.parametrize(
    ("sent", "codes"), [("", []), ("c=", []), ("c=JP&c=&c=DE&c=", ["JP", "DE"]), ("c=JP&c=JP", ["JP"])]
)
def test_empty_lists_count_for_nothing(sent: str, codes: list[str]) -> None:
    assert FIELD.clean(FIELD.widget.value_from_datadict(QueryDict(sent), {}, "c")) == codes


def test_a_plain_dictionary_is_read_too() -> None:
    assert FIELD.widget.value_from_datadict({"c": ["JP"]}, {}, "c") == ["JP"]
    assert FIELD.widget.value_omitted_from_data({}, {}, "c") is False


def test_each_chosen_country_has_its_list_and_two_are_empty(curator_client: Client) -> None:
    program = make_program(citizenships=["JP", "DE"])
    page = curator_client.get(change_url(program)).text
    assert page.count('<select name="citizenships"') == 4
    assert page.count('<option value="JP" selected>Japan</option>') == 1


def test_countries_are_added_taken_out_and_kept_in_order(curator_client: Client) -> None:
    program = make_program(citizenships=["JP", "DE"])
    assert save(curator_client, program, citizenships=["DE", "JP", "", "BR"]).status_code == 302
    assert Program.objects.get().record["citizenships"] == ["JP", "DE", "BR"]
    save(curator_client, program, citizenships=["", "", ""])
    assert Program.objects.get().record["citizenships"] == []


def test_one_fact_is_changed_in_the_queue_with_the_same_lists(curator_client: Client) -> None:
    program = make_program(citizenships=["JP"])
    page = curator_client.get(f"/admin/review/{program.pk}/fact/citizenships/").text
    assert page.count('<select name="fact-citizenships"') == 3
