"""Countries by their names, each chosen in a list of its own, so that nobody has to know codes."""

from typing import Any

from django import forms
from django_countries.data import COUNTRIES

EMPTY_LISTS = 2
COUNTRIES_BY_NAME = sorted(((code, str(name)) for code, name in COUNTRIES.items()), key=lambda pair: pair[1])


class CountriesWidget(forms.Widget):
    """One list of countries for each that is chosen, and some empty ones to add more."""

    template_name = "admin/programs/program/countries.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        lists = {"chosen": [*(value or []), *[""] * EMPTY_LISTS], "countries": COUNTRIES_BY_NAME}
        return super().get_context(name, None, attrs) | lists

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """False: lists that are all empty are sent, and mean that no country is named."""
        return False


class CountriesField(forms.MultipleChoiceField):
    """Codes of countries, each once, in the order in which they were chosen."""

    widget = CountriesWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=COUNTRIES_BY_NAME, required=False, **options)

    def to_python(self, value: Any) -> list[str]:
        """The codes without the lists that were left empty."""
        return list(dict.fromkeys(code for code in super().to_python(value) if code))
