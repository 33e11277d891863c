"""A list of people to choose from that stays short enough for a weak phone."""

from typing import Any

from django import forms

# So many people one looks through in a list; the rest are found on the page of contacts.
MOST_LISTED = 200


class PeopleSelect(forms.Select):
    """A list of the first people, and of the one who is chosen; all others can be chosen too."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The options to show; the first choice is nobody."""
        listed = [
            choice
            for number, choice in enumerate(self.choices)
            if number <= MOST_LISTED or str(choice[0]) in value
        ]
        return forms.Select(self.attrs, listed).optgroups(name, value, attrs)
