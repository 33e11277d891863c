"""The source and the date beside each fact, as pages show them."""

import datetime
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from programs import freshness
from programs.choices import Freshness
from programs.proof import Proof

UNCITED = format_html('data-source-url="{}" data-source-date="{}"', "", "")


@dataclass(frozen=True)
class Citation:
    """One fact's proof in words. ``page``: the address of the page that lists the sources, empty on it."""

    proof: Proof | None
    today: datetime.date
    page: str = ""

    @property
    def attributes(self) -> SafeString:
        """Return what the fact's element says to programs: the source's address, and its date or nothing."""
        if self.proof is None:
            return UNCITED
        return format_html('data-source-url="{}" data-source-date="{}"', self.proof.url, self.proof.page_date)

    @property
    def is_old(self) -> bool:
        """Return whether the fact is over its shelf life."""
        return not self.proof or freshness.freshness(self.proof.day, self.today) != Freshness.FRESH

    @property
    def words(self) -> str:
        """Return the fact's day, and what that means when it is old."""
        if self.proof is None or self.proof.day is None:
            return "no date"
        month = f"{self.proof.day:%b %Y}"
        return f"{month}, may have changed" if self.is_old else month

    def __str__(self) -> str:
        """Return the link to the source in the list of sources; nothing without one."""
        if self.proof is None:
            return ""
        return format_html(
            '<a class="cite{}" href="{}#source-{}"><span class="sr">Source </span>{}: {}</a>',
            " cite--old" if self.is_old else "",
            self.page,
            self.proof.number,
            self.proof.number,
            self.words,
        )
