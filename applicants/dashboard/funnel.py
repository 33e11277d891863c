"""How far the applications have come: of those on the desk, how many reached each stage. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applicants.applications.models import Application
from applicants.applications.workflow import FUNNEL, Status

# What a status says of the way to it. An offer says nothing of an interview: some hosts hold none.
SENT = frozenset({Status.SUBMITTED})
OFFER = SENT | {Status.OFFERED}
PLACE = OFFER | {Status.ACCEPTED}
IMPLIED: dict[str, frozenset[Status]] = {
    Status.SUBMITTED: SENT,
    Status.INTERVIEW: SENT | {Status.INTERVIEW},
    Status.OFFERED: OFFER,
    Status.ACCEPTED: PLACE,
    Status.ROTATING: PLACE,
    Status.COMPLETED: PLACE | {Status.COMPLETED},
    Status.NOT_ACCEPTED: SENT,
    Status.NO_REPLY: SENT,
    Status.DECLINED: OFFER,
    Status.CANCELLED: PLACE,
}


@dataclass(frozen=True)
class Stage:
    """One bar: a stage, how many reached it, and how many there are."""

    label: str
    count: int
    most: int


def reached(application: Application) -> set[Status]:
    """Return the stages that it reached, by its status and by its history (``with_stages_reached``)."""
    seen = [stage for stage in FUNNEL if getattr(application, f"reached_{stage}")]
    return {stage for status in (*seen, application.status) for stage in IMPLIED.get(status, ())}


def funnel(applications: Sequence[Application]) -> list[Stage]:
    """Return the bars from shortlisted to completed."""
    every: Iterable[set[Status]] = [reached(application) for application in applications]
    most = len(applications)
    counts = {stage: sum(stage in one for one in every) for stage in FUNNEL}
    return [
        Stage(str(Status.SHORTLISTED.label), most, most),
        *(Stage(str(stage.label), count, most) for stage, count in counts.items()),
    ]
