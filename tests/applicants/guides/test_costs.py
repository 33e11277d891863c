"""The shipped figures and steps: nothing without a source and a date."""

import pytest

from applicants.guides.models import ArrivalStep, CostFigure, LeadTime
from applicants.reference_data import load_missing_rows
from tests.applicants.plans.loading import FOLDER, load_figures

pytestmark = pytest.mark.django_db


def test_every_shipped_figure_has_a_source_and_a_date() -> None:
    assert load_missing_rows(CostFigure, "cost_figures.json", FOLDER) == CostFigure.objects.count()
    figures = list(CostFigure.objects.all())
    assert len(figures) > 100
    assert [one.code for one in figures if not (one.source_title and one.source_url and one.read_on)] == []
    assert [one.code for one in figures if not one.dated_words] == []
    assert load_missing_rows(CostFigure, "cost_figures.json", FOLDER) == 0


def test_rents_are_for_one_city_each() -> None:
    load_missing_rows(CostFigure, "cost_figures.json", FOLDER)
    cities = list(CostFigure.objects.filter(kind="rent", per="month").values_list("city", "state"))
    assert len(cities) == len(set(cities))
    assert [city for city, state in cities if not (city and state)] == []


def test_every_shipped_step_and_lead_time_has_a_source() -> None:
    load_figures()
    rows = [*ArrivalStep.objects.all(), *LeadTime.objects.all()]
    assert [row.code for row in rows if not (row.source_title and row.dated_words)] == []
    assert [row.code for row in LeadTime.objects.all() if not row.source_url] == []
