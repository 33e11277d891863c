"""How far the applications have come: of those on the data, how many reached each stage. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from applicants.applications.models import Application
from applicants.applications.workflow import FUNNEL, RULES, ApplicationStatus


@dataclass(frozen=True)
class FunnelStage:
    """One bar: a stage, how many reached it, and how many there are."""

    label: str
    count: int
    most: int


def stages_reached(application: Application) -> set[ApplicationStatus]:
    """The stages that it reached, by its status and by its history (``with_stages_reached``)."""
    seen = [stage for stage in FUNNEL if getattr(application, f"reached_{stage}")]
    known = (*seen, ApplicationStatus(application.status))
    return {stage for status in known for stage in RULES[status].reached}


def funnel(applications: Sequence[Application]) -> list[FunnelStage]:
    every: Iterable[set[ApplicationStatus]] = [stages_reached(application) for application in applications]
    most = len(applications)
    counts = {stage: sum(stage in one for one in every) for stage in FUNNEL}
    return [
        FunnelStage(str(ApplicationStatus.SHORTLISTED.label), most, most),
        *(FunnelStage(str(stage.label), count, most) for stage, count in counts.items()),
    ]
