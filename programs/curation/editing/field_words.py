"""What public pages call the columns that curators edit, and an empty choice."""

from typing import Any, cast

from django import forms

from programs import facts
from programs.formatting import NOT_STATED
from programs.records import FLAG_COLUMNS

PROGRAM_LABELS = {
    **{fact.name: fact.label for fact in facts.FACTS},
    **{column: facts.fact_label(name) for name, column in FLAG_COLUMNS.items()},
    "slug": "Address",
    "publication": "Visitors see it",
    "host_kind": "Kind of host",
    "provider": facts.fact_label("provider"),
    "funding_kind": facts.fact_label("funding"),
    "funding_amount_usd": "Amount in US dollars",
    "funding_note": "More on funding",
    "capacity_count": facts.fact_label("capacity"),
    "capacity_per": "Places are counted",
    "capacity_note": "More on places",
    "checked_on": "Last checked",
    "checked_by": "Checked by",
    "curated_at": "Last edited by a person",
}
# Rows of all kinds: a column has the same words in each.
ROW_LABELS = {
    "amount_min": "US dollars, from",
    "amount_max": "US dollars, to",
    "basis": "Charged",
    "applies_to": "For whom",
    "is_refundable": "Refundable",
    "is_counted": "In the four-week price",
    "level": "How strict",
    "minimum": "At least",
    "detail": "Details",
    "any_of": "One of a group",
    "valid_days": "Days it counts",
    "opens": "Applications open",
    "closes": "Applications close",
    "url": "Page",
    "page_date": "Date of the page",
    "kind": "Kind",
    "maximum": "At most",
    "audience": "For whom",
    "value": "What is so for them",
    "starts": "From",
    "ends": "Until",
    "weeks": "Weeks",
    "price_usd": "Price",
    "rule": "Red flag",
    "silenced_by": "Silenced by",
    "silenced_on": "Silenced on",
}
ROW_HELP = {
    "amount_min": "",
    "amount_max": "Empty: no upper end.",
    "is_counted": "Not stated: its kind decides.",
}
DASHES = "---------"


def call_blank_not_stated(field: Any) -> None:
    """Say of an empty choice what pages say of it; one that has to be made keeps its dashes."""
    if isinstance(field, forms.NullBooleanField):
        field.widget.choices = [("unknown", NOT_STATED), ("true", "Yes"), ("false", "No")]
    elif isinstance(field, forms.TypedChoiceField) and not field.required:
        choices = cast("list[tuple[Any, Any]]", field.choices)
        field.choices = [(code, NOT_STATED if label == DASHES else label) for code, label in choices]
