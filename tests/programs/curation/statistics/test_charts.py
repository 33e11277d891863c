"""Charts as shapes."""

from programs.curation.statistics.charts import LABELS, NUMBERS, WIDTH, bar_chart, line_chart


def test_the_highest_value_fills_the_room() -> None:
    chart = bar_chart("Shares", [("Housing", 50, "50 %"), ("Letter", 100, "100 %"), ("Visa", 0, "0 %")])
    room = WIDTH - LABELS - NUMBERS
    assert [bar.width for bar in chart.bars] == [room / 2, room, 0]
    assert ([bar.y for bar in chart.bars], chart.height) == ([13, 39, 65], 78)


def test_a_chart_without_rows_has_a_size() -> None:
    assert (bar_chart("Nothing", []).height, bar_chart("Zeros", [("May", 0, "0")]).bars[0].width) == (26, 0)


def test_a_line_leaves_out_what_is_not_known() -> None:
    chart = line_chart("Age", [("May 1", 10), ("May 2", None), ("May 3", 20)], " days")
    assert chart is not None
    assert (chart.points, chart.highest, chart.first, chart.last) == (
        *("30.0,100.0 610.0,30.0", "20 days", "May 1", "May 3"),
    )


def test_one_day_makes_no_line() -> None:
    assert line_chart("Age", [("May 1", 10), ("May 2", None)], "") is None
