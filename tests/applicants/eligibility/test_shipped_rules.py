"""What the shipped records say of citizenship and age, against the words that they say it with."""

from typing import Any

Records = list[dict[str, Any]]
REFUSED = {"outside North America": {"US", "CA", "MX"}, "outside the US and Canada": {"US", "CA"}}


def test_countries_are_named_only_where_the_note_names_them(records: Records) -> None:
    named = [r for r in records if r["citizenships"] or r["citizenships_refused"]]
    assert len(named) == 32
    other_access = {r["slug"]: r["access"] for r in named if r["access"] and "citizenship" not in r["access"]}
    assert other_access == {
        "american-college-physicians-global-physician-scholar": ["society_member"],
        "providence-st-vincent-internal-medicine-ugandan-medical-students": ["partner_school"],
    }
    assert len([r for r in named if not r["access"]]) == 8
    groups = ("developing", "low- ", "poorer", "nine countries", "some countries", "South America")
    assert [r["slug"] for r in named if any(words in r["access_note"] for words in groups)] == []


def test_regions_are_the_countries_they_are(records: Records) -> None:
    for words, countries in REFUSED.items():
        notes = [(r, (r["access_note"] or "")) for r in records]
        found = [
            set(r["citizenships_refused"])
            for r, note in notes
            if words in note and "societies" not in note and "practicing" not in note
        ]
        assert found == [countries] * len(found)
        assert len(found) >= 2


def test_lowest_ages_are_those_of_the_words(records: Records) -> None:
    lines = [line for r in records for line in r["requirements"] if line["code"] == "age_limit"]
    found = {line["detail"]: line["minimum"] for line in lines}
    assert found == {
        "Aged 30-40": 30,
        "At least 35 and under 50 when applying": 35,
        "16 or older": 16,
        "16 or older at the start": 16,
        "18 or older": 18,
        "18 or older on the start date": 18,
        "At least 18": 18,
        "35 or younger": None,
        "Aged 32-40": 32,
        "Aged 35-40": 35,
    }
