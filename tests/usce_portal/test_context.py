"""What every page knows beside its own."""

import pytest
from django.test import Client

from tests.page_text import as_shown

CURRENT = '<a href="/me/" aria-current="page">Account</a>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "is_current"),
    [("/me/", True), ("/accounts/email/", True), ("/accounts/2fa/", True), ("/dashboard/", False)],
)
def test_the_pages_of_the_account_mark_it_in_the_navigation(
    ada_client: Client, path: str, *, is_current: bool
) -> None:
    answer = ada_client.get(path)
    assert (answer.status_code, CURRENT in as_shown(answer)) == (200, is_current)
