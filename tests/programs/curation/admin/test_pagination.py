"""Pages of a long list."""

from typing import Any

import pytest
from django.core.paginator import EmptyPage

from programs.curation.admin.pagination import DeferredJoinPaginator
from programs.models import Host


@pytest.fixture
def hosts(db: None) -> list[Host]:
    """Seven hosts, made against the order of their names."""
    made = [Host(name=f"Host {number}", slug=f"host-{number}") for number in range(7, 0, -1)]
    return Host.objects.bulk_create(made)[::-1]


def numbers(paginator: DeferredJoinPaginator) -> list[list[str]]:
    return [[host.name[-1] for host in paginator.page(number)] for number in paginator.page_range]


def test_pages_in_order(hosts: list[Host]) -> None:
    assert numbers(DeferredJoinPaginator(Host.objects.all(), 3)) == [["1", "2", "3"], ["4", "5", "6"], ["7"]]
    assert numbers(DeferredJoinPaginator(Host.objects.order_by("-name"), 5))[1] == ["2", "1"]
    assert numbers(DeferredJoinPaginator(Host.objects.none(), 3)) == [[]]


# What is on one page: keys and rows. More: the count too; a later page: its own keys.
@pytest.mark.parametrize(("per_page", "page", "queries"), [(7, 1, 2), (8, 1, 2), (6, 1, 3), (6, 2, 4)])
def test_queries(
    per_page: int, page: int, queries: int, hosts: list[Host], django_assert_num_queries: Any
) -> None:
    paginator = DeferredJoinPaginator(Host.objects.all(), per_page)
    with django_assert_num_queries(queries):
        assert len(paginator.page(page)) == min(per_page, 7 - per_page * (page - 1))


def test_no_such_page(hosts: list[Host]) -> None:
    with pytest.raises(EmptyPage):
        DeferredJoinPaginator(Host.objects.all(), 3).page(4)
