"""What a log adds up to."""

from hypothesis import given
from hypothesis import strategies as st

from applicants.guides.choices import Competency, SkillLevel
from applicants.rotations.log_sums import log_sums

TIMES = st.integers(0, 10_000)


@given(
    levels=st.dictionaries(st.sampled_from(SkillLevel.values), TIMES),
    competencies=st.dictionaries(st.sampled_from(Competency.values), TIMES),
)
def test_each_competency_is_counted_or_missing(levels: dict[str, int], competencies: dict[str, int]) -> None:
    sums = log_sums(levels, competencies)
    assert [label for label, _ in sums.levels] == [str(one.label) for one in SkillLevel]
    assert sum(times for _, times in sums.levels) == sum(levels.values())
    assert sum(times for _, times in sums.competencies) == sum(competencies.values())
    counted = [label for label, _ in sums.competencies]
    assert sorted([*counted, *sums.missing]) == sorted(str(one.label) for one in Competency)
