"""How many answered, by text and by specialty, in words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from applicants.outreach.choices import OutreachResult, OutreachStatus

# Of fewer messages a percentage says nothing.
FEWEST_FOR_PERCENT = 5


@dataclass(frozen=True)
class Rate:
    """How many messages of one kind were sent, answered, and answered with yes."""

    label: str
    sent: int
    replied: int
    agreed: int

    @property
    def words(self) -> str:
        """The rate: 3 of 12 replied (25%), 1 said yes."""
        share = f" ({round(100 * self.replied / self.sent)}%)" if self.sent >= FEWEST_FOR_PERCENT else ""
        yes = f", {self.agreed} said yes" if self.agreed else ""
        return f"{self.replied} of {self.sent} replied{share}{yes}"


def rate_of(label: str, outreaches: Iterable[Any]) -> Rate:
    """The rate of some people written to; those never sent do not count."""
    sent = [one for one in outreaches if one.sent_on is not None]
    return Rate(
        label,
        len(sent),
        sum(one.status == OutreachStatus.REPLIED for one in sent),
        sum(one.outcome == OutreachResult.YES for one in sent),
    )


def rates_by(labels: Iterable[str], outreaches: Iterable[Any]) -> list[Rate]:
    """The rate for each label, given one for each outreach: the most sent first, none without any."""
    groups: dict[str, list[Any]] = {}
    for label, outreach in zip(labels, outreaches, strict=True):
        groups.setdefault(label, []).append(outreach)
    rates = [rate_of(label, group) for label, group in groups.items()]
    return sorted((rate for rate in rates if rate.sent), key=lambda rate: (-rate.sent, rate.label))
