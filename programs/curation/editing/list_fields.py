"""Lists that are typed in one line."""

from collections.abc import Callable
from typing import Any

from django import forms


class CommaListField(forms.Field):
    """Texts in one line, separated by commas and each once, such as visa classes: B-1, ESTA."""

    def __init__(self, *, validator: Callable[[str], None], is_upper: bool = False, **options: Any) -> None:
        """Take what checks one text, and whether all are written in capitals."""
        self.validator, self.is_upper = validator, is_upper
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        """A list as it is typed; what was typed stays as it is."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        typed = value if isinstance(value, list) else (value or "").split(",")
        texts = (part.strip().upper() if self.is_upper else part.strip() for part in typed)
        return list(dict.fromkeys(text for text in texts if text))

    def run_validators(self, value: list[str]) -> None:
        """Raise ValidationError at the first text that the kind's validators refuse."""
        for text in value:
            self.validator(text)
