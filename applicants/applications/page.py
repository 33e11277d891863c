"""An application's page: all that it shows, read before it is rendered, and the forms it carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from applicants.applications.forms import details
from applicants.applications.forms.fields import Newer
from applicants.applications.models import Application
from applicants.applications.page_sections import (
    ApplicationHead,
    Bound,
    ChecklistSection,
    HistorySection,
    MovesSection,
    OfferSection,
    PaymentsSection,
    PeopleSection,
    PlanSection,
    application_head,
    checklist_section,
    facts_changed_since_seen,
    history_section,
    moves_section,
    offer_section,
    payments_section,
    people_section,
    plan_section,
)
from applicants.documents.collection import load_documents
from programs.change_text import ChangedFact


@dataclass(frozen=True)
class ApplicationPage:
    """One application as its page shows it.

    ``returned``: the form that came back, None when none did. ``newer``: what is stored now where that form,
    opened before another edit, says otherwise (None: it was not). ``changed``: what has changed in the
    program since the applicant last saw it.
    """

    returned: Any
    newer: Sequence[Newer] | None
    head: ApplicationHead
    changed: Sequence[ChangedFact]
    offer: OfferSection
    moves: MovesSection
    plan: PlanSection
    checklist: ChecklistSection
    payments: PaymentsSection
    history: HistorySection
    people: PeopleSection
    opinion_forms: dict[str, forms.BaseForm]


def application_page(
    application: Application,
    bound: Bound | None = None,
    newer: Sequence[Newer] | None = None,
    returned: Any = None,
) -> ApplicationPage:
    """Read the applicant's other running applications and documents too."""
    bound = bound or {}
    collection = load_documents(application.applicant)
    checklist = checklist_section(application, collection, application.today, bound)
    return ApplicationPage(
        returned=returned or next(iter(bound.values()), None),
        newer=newer,
        head=application_head(application),
        changed=facts_changed_since_seen(application),
        offer=offer_section(application),
        moves=moves_section(application, collection, checklist.pack, bound),
        plan=plan_section(application, bound),
        checklist=checklist,
        payments=payments_section(application, bound),
        history=history_section(application, bound),
        people=people_section(application),
        opinion_forms={
            "opinion": bound.get("opinion") or details.ApplicationOpinionForm(instance=application),
            "portal": bound.get("portal") or details.HostPortalForm(instance=application),
        },
    )
