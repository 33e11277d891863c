"""How far an applicant is on the way to residency: what they say, and what their profile knows. Pure."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from applicants.guides.choices import PathwayStage
from applicants.guides.models import PathwayStep, SeasonDate
from applicants.guides.seasons import countdowns, latest_day, still_ahead
from applicants.plans.choices import StepState
from applicants.plans.models import PathwayProgress
from applicants.profile.choices import ECFMGStatus, ExamStatus
from applicants.profile.models import Applicant, Exam
from programs.formatting import day_words

FROM_EXAM = {
    ExamStatus.PASSED: "passed",
    ExamStatus.WAITING: "taken, waiting for the result",
    ExamStatus.SCHEDULED: "scheduled",
    ExamStatus.FAILED: "not passed yet",
}
# What nobody is certified without.
CERTIFIED_STAGES = (
    *(PathwayStage.CERTIFICATION, PathwayStage.EXAMS),
    *(PathwayStage.CLINICAL_SKILLS, PathwayStage.ENGLISH),
)


@dataclass(frozen=True)
class PathwayLine:
    """One step. ``known``: what the profile says of it, so that it is not asked again; blank: nothing."""

    step: PathwayStep
    state: StepState
    on: datetime.date | None
    note: str
    known: str

    @property
    def is_open(self) -> bool:
        return self.state in (StepState.TO_DO, StepState.DOING)


@dataclass(frozen=True)
class PathwayGroup:
    """One stage with its steps."""

    title: str
    lines: Sequence[PathwayLine]

    @property
    def count(self) -> str:
        """How many of those that are for the applicant are done."""
        mine = [line for line in self.lines if line.state != StepState.NOT_MINE]
        return f"{sum(line.state == StepState.DONE for line in mine)} of {len(mine)} done"


def known_state(
    step: PathwayStep, applicant: Applicant, exams: Mapping[str, Exam]
) -> tuple[StepState, datetime.date | None, str] | None:
    """What the profile knows of a step; None: nothing."""
    if step.stage in CERTIFIED_STAGES and applicant.ecfmg_status == ECFMGStatus.CERTIFIED:
        return StepState.DONE, None, "Your profile says that you are certified."
    begun = [exams[code] for code in step.exams if code in exams and exams[code].status in FROM_EXAM]
    if not begun:
        return None
    passed = sum(exam.status == ExamStatus.PASSED for exam in begun)
    state = StepState.DONE if passed == len(step.exams) else StepState.DOING
    words = ", ".join(f"{exam.get_kind_display()} {FROM_EXAM[ExamStatus(exam.status)]}" for exam in begun)
    return (
        state,
        max((exam.taken_on for exam in begun if exam.taken_on), default=None),
        f"Your profile says: {words}.",
    )


def pathway_line(
    step: PathwayStep,
    progress: PathwayProgress | None,
    known: tuple[StepState, datetime.date | None, str] | None,
) -> PathwayLine:
    """What the profile knows holds; else what the applicant says; else it is to do."""
    if known:
        return PathwayLine(step, known[0], known[1], progress.note if progress else "", known[2])
    if progress:
        return PathwayLine(step, StepState(progress.state), progress.on, progress.note, "")
    return PathwayLine(step, StepState.TO_DO, None, "", "")


def pathway_groups(
    steps: Iterable[PathwayStep],
    applicant: Applicant | None,
    exams: Mapping[str, Exam],
    said: Mapping[int, PathwayProgress],
) -> list[PathwayGroup]:
    """The stages in their order; ``applicant`` None: somebody without an account."""
    by_stage: dict[str, list[PathwayLine]] = {stage: [] for stage in PathwayStage.values}
    for step in steps:
        known = known_state(step, applicant, exams) if applicant else None
        by_stage[step.stage].append(pathway_line(step, said.get(step.pk), known))
    return [
        PathwayGroup(str(PathwayStage(stage).label), sorted(lines, key=lambda line: line.step.order))
        for stage, lines in by_stage.items()
        if lines
    ]


def next_line(groups: Iterable[PathwayGroup]) -> PathwayLine | None:
    """What comes next: what is started, else the first that is to do."""
    lines = [line for group in groups for line in group.lines if line.is_open]
    return next((line for line in lines if line.state == StepState.DOING), lines[0] if lines else None)


@dataclass(frozen=True)
class MatchDay:
    """One day on the way to a Match. ``day`` None: known by its month alone.

    ``row``: the step and who says so; None for a day of the season itself. ``is_earlier``: the day is that of
    an earlier season, counted for this one.
    """

    title: str
    day: datetime.date | None
    words: str
    row: PathwayStep | None
    is_late: bool
    is_earlier: bool


def step_day(line: PathwayLine, match_year: int, today: datetime.date) -> MatchDay | None:
    """When a step must be done for a Match; the day that the applicant planned counts before the source's."""
    counted = line.step.due(match_year)
    if counted is None or line.state == StepState.NOT_MINE:
        return None
    planned = line.on if line.is_open else None
    day = planned or counted
    words = f"{'From' if line.step.is_from else 'By'} {day_words(day)}" if day == counted else day_words(day)
    is_late = line.is_open and not line.step.is_from and day < today
    return MatchDay(line.step.title, day, words, line.step, is_late, planned is None)


def match_days(
    groups: Iterable[PathwayGroup], dates: Iterable[SeasonDate], match_year: int, today: datetime.date
) -> list[MatchDay]:
    """What has a day on the way to a Match: steps counted back from it, and the season's coming days.

    In order; "early March" stands at the month's beginning, "March" at its end. Days that nobody has
    published, and steps without a day in any source, are left out.
    """
    steps = [step_day(line, match_year, today) for group in groups for line in group.lines]
    season = [
        MatchDay(one.label, one.date.day, one.day_words, None, is_late=False, is_earlier=False)
        for one in still_ahead(countdowns(dates, today))
    ]
    found = [*filter(None, steps), *season]
    return sorted(found, key=place_of)


def place_of(one: MatchDay) -> datetime.date:
    last = one.day or latest_day(one.words) or datetime.date.max
    return last.replace(day=1) if one.day is None and one.words.startswith("early") else last
