"""What a log adds up to. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from applicants.guides.choices import Competency, SkillLevel


@dataclass(frozen=True)
class LogSums:
    """How often by level and by competency, each with its label; ``missing``: competencies without a line."""

    levels: Sequence[tuple[str, int]]
    competencies: Sequence[tuple[str, int]]
    missing: Sequence[str]


def log_sums(levels: Mapping[str, int], competencies: Mapping[str, int]) -> LogSums:
    return LogSums(
        levels=[(str(level.label), levels.get(level, 0)) for level in SkillLevel],
        competencies=[(str(one.label), competencies[one]) for one in Competency if competencies.get(one)],
        missing=[str(one.label) for one in Competency if not competencies.get(one)],
    )
