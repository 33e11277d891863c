"""Questions about seasons, entry rules and advice.

Lists of codes are read in Python, because databases differ in JSON.
"""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from applicants.guides.choices import TICKED, SkillGroup
from programs.choices import Audience

if TYPE_CHECKING:
    from applicants.guides.models import EntryRule, StageAdvice

OLDER_GRADUATE = "older_graduate"
# Here one has mostly graduated some years ago, so advice for older graduates is shown with its "if".
LONG_GRADUATED = (Audience.RESIDENT_ABROAD, Audience.PRACTICING_PHYSICIAN)


def speaks_of(codes: list[str], code: str) -> bool:
    """Whether a list names a code; an empty one speaks of all."""
    return not codes or code in codes


class EntryRuleQuerySet(QuerySet["EntryRule"]):
    """Questions about entry rules."""

    def for_case(self, activity: str, stage: str, nationality: str) -> "list[EntryRule]":
        """The rules that speak of a case, those about this very activity first. One query."""
        found = [
            rule
            for rule in self
            if speaks_of(rule.activities, activity)
            and speaks_of(rule.stages, stage)
            and speaks_of(rule.nationalities, nationality)
        ]
        return sorted(found, key=lambda rule: not rule.activities)


class StageAdviceQuerySet(QuerySet["StageAdvice"]):
    """Questions about advice."""

    def for_stage(self, stage: str) -> "list[StageAdvice]":
        """The advice for a stage, or for a graduate of some years ago. One query."""
        audience = Audience.GRADUATE if stage == OLDER_GRADUATE else stage
        with_years = stage == OLDER_GRADUATE or stage in LONG_GRADUATED
        return [
            row
            for row in self
            if audience in row.stages and (with_years or row.min_years_since_graduation is None)
        ]


class SpecialtyAdviceQuerySet(QuerySet):
    """Questions about advice by specialty."""

    def for_specialty(self, name: str) -> Self:
        """What speaks of a specialty, or of every one."""
        return self.filter(specialty__in=("", name))


class RotationTipQuerySet(QuerySet):
    """Questions about what to do on a rotation."""

    def to_tick(self) -> Self:
        """What one does and ticks off."""
        return self.filter(kind__in=TICKED)

    def of_days(self) -> Self:
        """The questions of single days."""
        return self.filter(day__isnull=False)


class SocietyQuerySet(QuerySet):
    """Questions about societies."""

    def of_specialty(self, name: str) -> Self:
        return self.filter(specialty=name)


class SeasonQuerySet(QuerySet):
    """Questions about seasons."""

    def with_dates(self) -> Self:
        """The seasons with their days, the newest season first. Two queries."""
        return self.prefetch_related("dates")


class SkillQuerySet(QuerySet):
    """Questions about skills."""

    def by_group(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """Each group's label with its skills as key and name, as a select lists them. One query."""
        rows = list(self.values_list("group", "pk", "name"))
        groups = ((group, [(pk, name) for one, pk, name in rows if one == group]) for group in SkillGroup)
        return [(str(group.label), skills) for group, skills in groups if skills]
