"""From three saved programs to a trip that works: costs, a visa that comes late, days, calendar and print."""

import datetime
import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, log_in
from tests.browser.tabs import Opener, send
from tests.clock import today

WALKER = "tola.traveler@example.org"
MAKE_WALKER = f"""
from applicants.models import Application
from programs.models import Program
from tests.factories import make_applicant, make_person
make_person("{WALKER}", name="Tola Traveler")
tola = make_applicant("{WALKER}")
for number, (name, city, state) in enumerate(
    [("Heart", "Chicago", "IL"), ("Lungs", "Houston", "TX"), ("Kidneys", "Nowhere", "AK")]
):
    fees = [dict(kind="tuition", amount_min=1500, amount_max=1500, basis="four_weeks", applies_to=None,
                 refundable=False, counted=None, note=None)] if not number else []
    record = dict(Program.objects.published().first().record, fees=fees, free=None, housing=None, included=[],
                  requirements=[], lead_time_weeks=None, blackout_months=[], delivery=None, name=name)
    Application.objects.create(applicant=tola, name=name, city=city, state=state, record=record)
print(tola.calendar_secret)
"""
FIGURES = """
from applicants.models import CostFigure
rents = CostFigure.objects.filter(kind="rent", per="month", city__in=["Chicago", "Houston"])
for figure in rents.order_by("city"):
    print(figure.low_usd, figure.high_usd)
"""
DAYS = 28


def day(number: int) -> datetime.date:
    return today() + datetime.timedelta(days=number)


def put_in_the_dates(page: Page, name: str, first: int) -> None:
    """Give a rotation of the trip four weeks from a day on."""
    page.get_by_role("link", name=f"Change {name}").first.click()
    page.get_by_label("First day").fill(day(first).isoformat())
    page.get_by_label("Last day").fill(day(first + DAYS - 1).isoformat())
    send(page.get_by_role("button", name="Save"))


def totals(page: Page) -> tuple[int, int]:
    sums = page.locator("[data-total-low]").first
    return int(sums.get_attribute("data-total-low") or 0), int(sums.get_attribute("data-total-high") or 0)


def rent(usd_a_month: int) -> int:
    return round(usd_a_month * DAYS / 30)


def test_three_saved_programs_become_a_trip_that_works(open_tab: Opener, server: Server) -> None:
    secret = server.run(MAKE_WALKER).split()[-1]
    rents = [[int(usd) for usd in line.split()] for line in server.run(FIGURES).splitlines() if line]
    (low_1, high_1), (low_2, high_2) = rents
    page = open_tab(360).page
    log_in(page, WALKER)
    page.goto("/plans/")
    page.get_by_role("link", name="Plan a trip").click()
    page.get_by_label("Name of the trip").fill("Two cities")
    page.get_by_label("Heart").check()
    page.get_by_label("Lungs").check()
    send(page.get_by_role("button", name="Plan it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Two cities")
    put_in_the_dates(page, "Heart", 60)
    put_in_the_dates(page, "Lungs", 95)
    # By hand: the tuition of one, no price of the other, and two rents by the day.
    low, high = 1500 + rent(low_1) + rent(low_2), 1500 + rent(high_1) + rent(high_2)
    assert totals(page) == (low, high)
    expect(page.locator("[data-conflict]")).to_have_count(0)
    page.get_by_role("link", name="Change visa, budget and name").click()
    page.get_by_label("How you enter the US").select_option("B-1")
    page.get_by_label("Days that people wait").fill("90")
    send(page.get_by_role("button", name="Save"))
    late = page.locator('[data-conflict="too_early"]')
    expect(late).to_have_count(2)
    expect(late.first).to_contain_text("people wait 90 days for a visa interview")
    expect(late.first).to_contain_text("The earliest start is")
    assert totals(page) == (low + 185, high + 185 + 250)
    put_in_the_dates(page, "Heart", 110)
    put_in_the_dates(page, "Lungs", 145)
    expect(page.locator("[data-conflict]")).to_have_count(0)
    words = page.locator("main").aria_snapshot()
    wanted = ("Two cities", "Rotations", "Heart", "Lungs", "7 days free before it", "What it costs")
    assert [said for said in wanted if said not in words] == []
    sources = page.locator('[data-cost][data-counted="true"]:not([data-low=""])')
    assert [
        one.get_attribute("data-cost")
        for one in sources.all()
        if one.get_attribute("data-cost") != "program" and not one.get_attribute("data-source-url")
    ] == []
    feed = page.request.get(f"/calendar/{secret}.ics").text()
    assert "Book the visa interview (Two cities)" in re.sub(r"\r\n ", "", feed)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="What it costs")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Remove")).first).to_be_hidden()
