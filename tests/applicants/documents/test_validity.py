"""Documents against rotations: in words, and against a plain calendar counted day by day."""

import datetime
import json

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from applicants.documents.choices import Readiness
from applicants.documents.validity import (
    DatedDocument,
    Rotation,
    ValidityRule,
    ValidityWindow,
    judge_documents,
    last_day,
)
from applicants.profile.timezones import local_date

ONE_DAY = datetime.timedelta(days=1)
TB = ValidityRule("TB test", "retest", 365)
CV = ValidityRule("Curriculum vitae", has_expiry=False)
CHECK = ValidityRule("Background check")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def stay(first: str, last: str) -> Rotation:
    return Rotation(day(first), day(last))


def said(
    rule: ValidityRule, document: DatedDocument | None, when: Rotation, today: str = "2026-03-01"
) -> tuple[str, str]:
    found = judge_documents(rule, [document] if document else [], when, day(today))
    return found.state.value, found.words


EARLY = (
    "Your background check expires 1 day before this rotation ends: get a new one between March 1 and May 1."
)
NO_RULE = "We cannot tell how long your background check is good. Add its last day, or ask the host."
MAY = stay("2026-05-01", "2026-05-28")


@pytest.mark.parametrize(
    ("rule", "document", "when", "state", "words"),
    [
        (
            TB,
            None,
            MAY,
            "missing",
            "You have no TB test on file. For this rotation it has to be dated between March 1 and May 1.",
        ),
        (TB, None, Rotation(), "missing", "You have no TB test on file."),
        (CHECK, None, MAY, "missing", "You have no background check on file."),
        (
            TB,
            DatedDocument(day("2025-06-01")),
            MAY,
            "ready",
            "Your TB test is good until June 1, 2026, 4 days after this rotation ends.",
        ),
        (
            TB,
            DatedDocument(day("2025-05-28")),
            MAY,
            "ready",
            "Your TB test is good until May 28, 2026, the last day of this rotation.",
        ),
        (
            TB,
            DatedDocument(day("2025-05-16")),
            MAY,
            "expires_during",
            "Your TB test expires 12 days before this rotation ends: retest between March 1 and May 1.",
        ),
        (
            TB,
            DatedDocument(day("2025-04-30")),
            MAY,
            "expired_before",
            "Your TB test expires 1 day before this rotation starts: retest between March 1 and May 1.",
        ),
        (
            TB,
            DatedDocument(day("2026-05-03")),
            MAY,
            "missing",
            "Your TB test is dated 2 days after this rotation starts. Ask the host if it counts.",
        ),
        (
            TB,
            DatedDocument(),
            MAY,
            "unknown",
            "Add the date of your TB test. It is good for 365 days from then.",
        ),
        (
            TB,
            DatedDocument(day("2025-06-01")),
            Rotation(),
            "unknown",
            "Your TB test is good until June 1, 2026. Add the first and last day of this rotation.",
        ),
        (CV, DatedDocument(), MAY, "ready", "Your curriculum vitae does not expire."),
        (CV, DatedDocument(), Rotation(), "ready", "Your curriculum vitae does not expire."),
        (
            CHECK,
            DatedDocument(day("2026-01-01")),
            MAY,
            "unknown",
            NO_RULE,
        ),
        (
            CHECK,
            DatedDocument(None, day("2026-05-27")),
            MAY,
            "expires_during",
            EARLY,
        ),
    ],
)
def test_it_says_how_a_document_stands(
    rule: ValidityRule, document: DatedDocument | None, when: Rotation, state: str, words: str
) -> None:
    assert said(rule, document, when) == (state, words)


def test_the_window_opens_when_a_new_test_would_last_long_enough() -> None:
    rule = ValidityRule("TB test", "retest", 365, program_days=30)
    words = (
        "Your TB test expires 12 days before this rotation starts: retest between April 2 and May 1."
        " This host’s own rule: good for 30 days from its date."
    )
    found = said(rule, DatedDocument(day("2026-03-20")), stay("2026-05-01", "2026-05-02"), "2026-03-21")
    assert found == ("expired_before", words)


def test_a_program_s_rule_overrides_the_usual_one() -> None:
    document = DatedDocument(day("2026-01-01"), day("2026-12-31"))
    assert judge_documents(TB, [document], MAY, day("2026-03-01")).state == Readiness.READY
    strict = ValidityRule("TB test", "retest", 365, program_days=90)
    assert judge_documents(strict, [document], MAY, day("2026-03-01")).state == Readiness.EXPIRED_BEFORE
    fresh = ValidityRule("Curriculum vitae", program_days=30, has_expiry=False)
    assert judge_documents(fresh, [DatedDocument()], MAY, day("2026-03-01")).state == Readiness.UNKNOWN


def test_no_new_document_can_cover_a_stay_that_lasts_longer_than_it() -> None:
    found = judge_documents(
        TB, [DatedDocument(day("2025-06-01"))], stay("2026-05-01", "2027-12-31"), day("2026-03-01")
    )
    assert (found.window, found.words.partition(". ")[2]) == (
        None,
        "Ask the host now: no new one can cover every day.",
    )


def test_the_best_of_several_documents_counts() -> None:
    old, new = DatedDocument(day("2025-06-01")), DatedDocument(day("2026-05-10"))
    assert judge_documents(TB, [new, old], MAY, day("2026-05-20")).state == Readiness.READY


def test_a_test_that_is_repeated_in_time_during_the_rotation_covers_it() -> None:
    old, new = (
        DatedDocument(day("2025-05-16")),
        DatedDocument(day("2026-05-17")),
    )  # the old one is good until May 16
    found = judge_documents(TB, [new, old], MAY, day("2026-05-20"))
    words = "One TB test after the other is good on every day of this rotation, until May 17, 2027."
    assert (found.state, found.words, found.last_day) == (Readiness.READY, words, day("2027-05-17"))
    late = DatedDocument(day("2026-05-18"))
    assert judge_documents(TB, [late, old], MAY, day("2026-05-20")).state == Readiness.EXPIRES_DURING


def test_a_leap_day_is_a_day() -> None:
    assert last_day(TB, DatedDocument(day("2027-03-01"))) == day("2028-02-29")
    assert last_day(TB, DatedDocument(day("2028-02-29"))) == day("2029-02-28")


DAYS = st.dates(day("2023-12-01"), day("2029-03-31"))
FIXTURES = settings.BASE_DIR / "fixtures"
RULES_BY_CODE = {row["code"]: row for row in json.loads((FIXTURES / "catalog/requirements.json").read_text())}
SHIPPED = [
    kind | {"validity_days": None, "never_expires": False} | RULES_BY_CODE.get(kind["code"], {})
    for kind in json.loads((FIXTURES / "reference/document_kinds.json").read_text())
]
# Any rule, and that of every kind that we ship, with and without a program's own.
RULES = st.builds(
    ValidityRule,
    st.just("TB test"),
    st.just("retest"),
    st.none() | st.integers(1, 800),
    st.none() | st.integers(1, 400),
    has_expiry=st.booleans(),
) | st.builds(
    lambda kind, days: ValidityRule(
        kind["label"], kind["renewal"], kind["validity_days"], days, has_expiry=not kind["never_expires"]
    ),
    st.sampled_from(SHIPPED),
    st.none() | st.integers(1, 400),
)
ZONES = st.sampled_from(
    ["UTC", "Africa/Lagos", "Asia/Karachi", "America/New_York", "Pacific/Kiritimati", "Pacific/Midway"]
)
INSTANTS = st.integers(0, 5 * 366 * 24 * 60).map(
    lambda minutes: datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
)
DOCUMENTS = st.builds(DatedDocument, st.none() | DAYS, st.none() | DAYS)


@st.composite
def stays(draw: st.DrawFn) -> Rotation:
    first = draw(DAYS)
    return Rotation(first, first + ONE_DAY * draw(st.integers(0, 120)))


def good_days(rule: ValidityRule, document: DatedDocument, limit: datetime.date) -> set[datetime.date] | None:
    """Return every day on which a document is good, found by walking the calendar; None: nobody can tell."""
    first = document.issued_on or day("2020-01-01")
    if rule.program_days is not None and document.issued_on is None:
        return None
    usual = rule.validity_days if rule.has_expiry else None
    days = usual if rule.program_days is None else rule.program_days
    is_by_rule = days is not None and document.issued_on is not None
    if rule.program_days is None and document.expires_on:
        is_by_rule = False
    if rule.has_expiry and not is_by_rule and document.expires_on is None:
        return None
    found, today, count = set(), first, 0
    while today <= limit:
        if (is_by_rule and count > days) or (document.expires_on and today > document.expires_on):
            break
        found.add(today)
        today, count = today + ONE_DAY, count + 1
    return found


@given(RULES, DOCUMENTS, stays(), DAYS)
def test_ready_means_good_on_every_day_and_nothing_else_does(
    rule: ValidityRule, document: DatedDocument, when: Rotation, today: datetime.date
) -> None:
    found = judge_documents(rule, [document], when, today)
    every = {when.starts_on + ONE_DAY * number for number in range((when.ends_on - when.starts_on).days + 1)}
    good = good_days(rule, document, when.ends_on)
    if rule.is_for_ever and document.expires_on is None:
        assert found.state == Readiness.READY
    elif good is not None:
        assert (found.state == Readiness.READY) == (every <= good)
        past = {one for one in good if one >= when.starts_on}
        if found.state == Readiness.EXPIRED_BEFORE:
            assert past == set()
        if found.state == Readiness.EXPIRES_DURING:
            assert max(good, default=day("2000-01-01")) < when.ends_on or not good
        assert found.state != Readiness.UNKNOWN
    else:
        assert found.state != Readiness.READY


@given(RULES, st.lists(DOCUMENTS, min_size=2, max_size=4), stays(), DAYS)
def test_several_documents_are_ready_when_one_is_or_when_they_leave_no_day_out(
    rule: ValidityRule, documents: list[DatedDocument], when: Rotation, today: datetime.date
) -> None:
    found = judge_documents(rule, documents, when, today)
    each = [judge_documents(rule, [document], when, today) for document in documents]
    every = {when.starts_on + ONE_DAY * number for number in range((when.ends_on - when.starts_on).days + 1)}
    good = set().union(*(good_days(rule, document, when.ends_on) or set() for document in documents))
    is_ended = Readiness.EXPIRES_DURING in {one.state for one in each}
    alone = Readiness.READY in {one.state for one in each}
    assert (found.state == Readiness.READY) == (alone or (is_ended and every <= good))


@given(RULES, DOCUMENTS, stays(), DAYS)
def test_a_document_dated_on_any_day_of_the_window_is_ready_and_on_the_days_beside_it_is_not(
    rule: ValidityRule, document: DatedDocument, when: Rotation, today: datetime.date
) -> None:
    window = judge_documents(rule, [document], when, today).window
    if window is None or rule.days is None:
        return
    dated = [window.first, window.last, window.first + (window.last - window.first) / 2]
    assert {judge_documents(rule, [DatedDocument(one)], when, today).state for one in dated} == {
        Readiness.READY
    }
    assert window.first >= today
    assert judge_documents(rule, [DatedDocument(window.last + ONE_DAY)], when, today).state != Readiness.READY
    if window.first > today:
        assert (
            judge_documents(rule, [DatedDocument(window.first - ONE_DAY)], when, today).state
            != Readiness.READY
        )


@given(RULES, DOCUMENTS, stays(), INSTANTS, st.tuples(ZONES, ZONES))
def test_clocks_move_the_window_and_never_the_verdict(
    rule: ValidityRule,
    document: DatedDocument,
    when: Rotation,
    instant: datetime.datetime,
    zones: tuple[str, str],
) -> None:
    today, elsewhere = (local_date(zone, instant) for zone in zones)
    assert abs((today - elsewhere).days) <= 2
    found, other = (
        judge_documents(rule, [document], when, today),
        judge_documents(rule, [document], when, elsewhere),
    )
    assert (found.state, found.last_day) == (other.state, other.last_day)
    if found.window:
        assert found.window.first >= today
    if found.window and other.window:
        assert found.window.last == other.window.last


@given(RULES, DOCUMENTS, stays(), DAYS)
def test_a_program_s_own_rule_is_said_and_only_then(
    rule: ValidityRule, document: DatedDocument, when: Rotation, today: datetime.date
) -> None:
    words = judge_documents(rule, [document], when, today).words
    assert ("This host’s own rule: good for" in words) == (rule.program_days is not None)


@given(DOCUMENTS, stays(), DAYS, st.integers(1, 400))
def test_a_program_s_own_rule_decides_like_a_usual_one_of_the_same_days(
    document: DatedDocument, when: Rotation, today: datetime.date, days: int
) -> None:
    dated = DatedDocument(document.issued_on)
    own, usual = ValidityRule("TB test", "retest", 365, days), ValidityRule("TB test", "retest", days)
    assert (
        judge_documents(own, [dated], when, today).state == judge_documents(usual, [dated], when, today).state
    )


def test_a_window_may_be_one_day() -> None:
    rule = ValidityRule("TB test", "retest", 27)
    found = judge_documents(rule, [DatedDocument(day("2026-01-01"))], MAY, day("2026-03-01"))
    assert (found.window, found.words.rpartition(": ")[2]) == (
        ValidityWindow(day("2026-05-01"), day("2026-05-01")),
        "retest on May 1.",
    )
