"""The states and their regions."""

from programs.us_states import REGIONS, STATES_BY_REGION, USState


def test_every_state_is_in_one_region() -> None:
    codes = [code for codes in REGIONS.values() for code in codes]
    assert sorted(codes) == sorted(USState.values)


def test_regions_have_their_states_by_name() -> None:
    assert [region for region, _ in STATES_BY_REGION] == list(REGIONS)
    for _, states in STATES_BY_REGION:
        names = [name for _, name in states]
        assert names == sorted(names)
    assert ("TX", "Texas") in dict(STATES_BY_REGION)["South"]
