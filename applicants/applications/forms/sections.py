"""The one form of an application's page: the sections that the applicant writes, saved together."""

from collections.abc import Iterator
from typing import Any

from django.forms import BoundField
from django.http import QueryDict

from applicants.applications.forms.checklist import ChecklistForm
from applicants.applications.forms.details import (
    ApplicationOpinionForm,
    ApplicationPlanForm,
    HostPortalForm,
    PageSectionForm,
)
from applicants.applications.models import Application, ChecklistLine

SECTIONS: tuple[type[PageSectionForm], ...] = (ApplicationPlanForm, ApplicationOpinionForm, HostPortalForm)


class ApplicationSections:
    """The sections that were posted, ``by_place`` on the page; one without any posted field stays as stored.

    For whoever answers a form it is one form with the fields and faults of all.
    """

    is_whole_page = True  # what was typed stands in the page itself, not in the browser's own keeping

    def __init__(self, data: QueryDict, application: Application) -> None:
        every: dict[str, Any] = {one.place: one(data, instance=application) for one in SECTIONS}
        every["checklist"] = ChecklistForm(data, lines=application.checklist.all())
        self.application = application
        self.by_place = {
            place: form for place, form in every.items() if any(field.html_name in data for field in form)
        }

    @property
    def forms(self) -> list[Any]:
        return list(self.by_place.values())

    def is_valid(self) -> bool:
        faults = [form for form in self.forms if not form.is_valid()]  # each of them says what is wrong
        return not faults

    @property
    def errors(self) -> dict[str, Any]:
        return {name: faults for form in self.forms for name, faults in form.errors.items()}

    def non_field_errors(self) -> list[str]:
        return [fault for form in self.forms for fault in form.non_field_errors()]

    def visible_fields(self) -> Iterator[BoundField]:
        return (field for form in self.forms for field in form.visible_fields())

    @property
    def saved_words(self) -> str:
        words = [form.saved_words for form in self.forms if form.has_changed()]
        return " ".join(words) or "Saved. Nothing had changed."

    def save(self) -> None:
        """Save all sections as ``one_edit``, with its StaleError."""
        sections = [form for form in self.forms if isinstance(form, PageSectionForm)]
        values = {name: value for form in sections for name, value in form.cleaned_data.items()}
        lines = self.by_place["checklist"].changed_lines if "checklist" in self.by_place else []
        with self.application.one_edit():
            for name, value in values.items():
                setattr(self.application, name, value)
            self.application.save(update_fields=list(values))
            ChecklistLine.objects.bulk_update(lines, ["state", "note"])
