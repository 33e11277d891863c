"""Pages of a long list of wide rows: which rows first, then the rows."""

from functools import cached_property

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


class DeferredJoinPaginator(Paginator):
    """Finds the keys of a page before its rows, so that a page far down skips keys and not rows.

    What fits on one page is not counted by a second query.
    """

    object_list: QuerySet

    def keys(self, first: int, last: int) -> list[int]:
        """The keys from one place in the list to before another; one query."""
        return list(self.object_list.values_list("pk", flat=True)[first:last])

    @cached_property
    def first_keys(self) -> list[int]:
        """The keys of the first page and one more, if there is one."""
        return self.keys(0, self.per_page + 1)

    @cached_property
    def count(self) -> int:
        is_all = len(self.first_keys) <= self.per_page
        return len(self.first_keys) if is_all else self.object_list.count()

    def page(self, number: int | str) -> Page:
        """EmptyPage or PageNotAnInteger when there is no such page."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self.keys(first, first + self.per_page) if first else self.first_keys[: self.per_page]
        return Page(list(self.object_list.filter(pk__in=keys)), number, self)


class DeferredJoinChangeList(ChangeList):
    """A list in the admin that takes also its only page from the paginator."""

    def get_results(self, request: HttpRequest) -> None:
        """Read one page; a list of one page is not searched a second time."""
        super().get_results(request)
        if not self.multi_page:
            self.result_list = self.paginator.page(1).object_list
