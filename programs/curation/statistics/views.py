"""/admin/reports/: how complete and how old the catalog is, and what people ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs import facts
from programs.curation.curator_pages import curator_required, render_curator_page
from programs.curation.statistics import figures
from programs.curation.statistics.charts import BarChart, LineChart, bar_chart, line_chart
from programs.curation.statistics.snapshots import COUNTED


class FactForm(forms.Form):
    """Which fact is shown over time."""

    all_optional = True
    fact = forms.ChoiceField(
        label="Fact", required=False, choices=[(name, facts.fact_label(name)) for name in COUNTED]
    )


def chosen_fact(request: HttpRequest) -> str:
    """The fact that the address names, or the first."""
    form = FactForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("fact") or COUNTED[0]


def fact_charts(days: Sequence[figures.FactDay]) -> list[LineChart]:
    shares: list[tuple[str, float | None]] = [(f"{day.day:%b %-d, %Y}", day.share) for day in days]
    ages: list[tuple[str, float | None]] = [(f"{day.day:%b %-d, %Y}", day.median_days) for day in days]
    charts = (
        line_chart("Share of programs that state it", shares, " %"),
        line_chart("Median age of its proof", ages, " days"),
    )
    return [chart for chart in charts if chart]


def message_charts(months: Sequence[figures.MessageMonth]) -> list[BarChart]:
    return [
        bar_chart("Messages that came", [(m.label, m.opened, str(m.opened)) for m in months]),
        bar_chart("Messages answered", [(m.label, m.handled, str(m.handled)) for m in months]),
    ]


@curator_required
@require_safe
def statistics_view(request: HttpRequest) -> HttpResponse:
    day, count, rows = figures.fact_rows()
    fact, messages = chosen_fact(request), figures.count_messages(timezone.localdate())
    days, searches = figures.fact_days(fact), figures.top_fruitless_searches()
    links = figures.count_links()
    context: dict[str, Any] = {
        "day": day,
        "count": count,
        "facts": rows,
        "fact_chart": bar_chart("Share of programs that state each fact", share_rows(rows)),
        "form": FactForm({"fact": fact}),
        "fact_label": facts.fact_label(fact),
        "days": days,
        "day_charts": fact_charts(days),
        "messages_handled": messages,
        "message_charts": message_charts(messages.months),
        "link_counts": links,
        "link_chart": counts_chart("Sources' pages by what the link check found", links),
        "searches": searches,
        "search_chart": counts_chart("Searches that found nothing", searches),
    }
    return render_curator_page(request, "programs/statistics", "How the catalog is doing", **context)


def share_rows(rows: Sequence[figures.FactRow]) -> list[tuple[str, float, str]]:
    return [(row.label, row.share, f"{row.share}%") for row in rows]


def counts_chart(title: str, rows: Sequence[tuple[str, int]]) -> BarChart:
    return bar_chart(title, [(label, count, str(count)) for label, count in rows])
