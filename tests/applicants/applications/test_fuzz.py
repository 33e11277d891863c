"""Nasty POSTs to every address of an application: never a 500, nothing reflected unescaped.

PORTAL_FUZZ_EXAMPLES says how many requests to make, as for the catalogue's GET requests.
"""

import os
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from applicants.applications.urls import urlpatterns
from applicants.applications.workflow import Status
from applicants.models import Applicant, Application
from tests.factories import make_application

EXAMPLES = int(os.environ.get("PORTAL_FUZZ_EXAMPLES", "300"))
MARK = "zq7q"
NAMES = (
    "version", "status", "on", "note", "reply_by", "starts_on", "ends_on", "deadline_on", "next_action",
    "next_action_on", "no_reply_days", "rating", "rank", "contact", "portal_url", "portal_login_hint", "name",
    "host_name", "city", "state", "type", "website", "id", "what", "amount_usd", "due_on", "paid_on",
    "refund_until", "refund_terms", "label", "program", "next", "form", "step", "text", "days", "column-0",
    "column-1", "changed_in", "costs_note", "q",
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(["1", "2", "2026-03-01", "0001-01-01", "9999-12-31", "2026-02-30", "TX"]),
    st.sampled_from(Status.values),
    st.sampled_from(["name", "host_name", "on", "", "day", "import", "preview", "%d", "%(a)s"]),
    st.sampled_from(["https://example.org/", "//evil.example", "javascript:x"]),
    st.sampled_from(["\x00", "9" * 400, "-1", "1e400", "NaN", "١", "²", "\u202e", "😀" * 9, "a" * 6000]),
    st.sampled_from(["Program,Host\nA,B", "Program\tRating\nA\t9\nB\t4", '"', "a;b\n;", "\r\r\n,,"]),
    st.sampled_from([f"{MARK}<", f'{MARK}"', f"{MARK}'", f"{MARK}</textarea><script>alert(7)</script>"]),
    st.text(max_size=30),
)
REFLECTED = tuple(f"{MARK}{character}" for character in "<>\"'")


@pytest.fixture
def addresses(ada: Applicant) -> list[str]:
    """Every address of the room, about an application with one row of everything."""
    application = make_application(ada, status="offered")
    change = application.changes.create(to_status="offered", happened_on="2026-01-01")
    payment = application.payments.create(what="Fee", amount_usd=1)
    paper = application.checklist.create(label="Photo")
    rows = {"pk": application.pk, "change_pk": change.pk, "row_pk": payment.pk}
    found = []
    for route in urlpatterns:
        address = f"/{route.pattern}"
        for name, value in rows.items():
            address = address.replace(f"<uuid:{name}>", str(value)).replace(f"<int:{name}>", str(value))
        if "delete" not in address:  # what is gone cannot be asked any more
            found.append(address)
    assert paper.pk
    return found


@pytest.mark.django_db
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(
    place=st.integers(0, len(urlpatterns) - 2),
    posted=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8),
    is_htmx=st.booleans(),
    is_fresh=st.booleans(),
)
def test_no_post_breaks_a_page_or_comes_back_unescaped(
    addresses: list[str],
    ada_client: Client,
    place: int,
    posted: dict[str, Any],
    *,
    is_htmx: bool,
    is_fresh: bool,
) -> None:
    ada_client.raise_request_exception = False
    application = Application.objects.first()
    if is_fresh:
        posted |= {"version": str(application.version)}
    answer = ada_client.post(addresses[place], posted, headers={"HX-Request": "true"} if is_htmx else {})
    body = answer.content.decode()
    assert answer.status_code < 500
    assert [reflected for reflected in REFLECTED if reflected in body] == []
    assert "alert(7)</script>" not in body
    assert not answer.get("Location", "").startswith(("//", "http"))
    assert ada_client.get(application.get_absolute_url()).status_code == 200
