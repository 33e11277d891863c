"""How a search of the list is kept, and a program watched."""

import uuid

from django.db import transaction

from applicants.alerts.models import SavedSearch, Watch
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant
from programs.models import Program
from programs.pages.query_strings import query_string
from programs.search import SearchQuery, conditions_of, current_catalog


@transaction.atomic
def save_search(applicant: Applicant, query: SearchQuery, token: uuid.UUID, name: str) -> SavedSearch:
    """Keep a search; the same token of the same applicant keeps it once. Raise FullError at the cap."""
    lock(applicant)
    pk = applicant.id_for(token)
    if known := applicant.saved_searches.with_id(pk):
        return known
    require_room(applicant, applicant.saved_searches.all())
    corrections = current_catalog().search(query, {}).corrections
    return SavedSearch.objects.create(
        pk=pk,
        applicant=applicant,
        name=name,
        query=query_string(query)[:2000],
        conditions=conditions_of(query, corrections)[:4000],
    )


@transaction.atomic
def watch(applicant: Applicant, program: Program) -> None:
    """Twice is once. Raise FullError at the cap."""
    lock(applicant)
    if not applicant.watches.of_programs([program.pk]).exists():
        require_room(applicant, applicant.watches.all())
        Watch.objects.create(applicant=applicant, program=program)


def stop_watching(applicant: Applicant, program: Program) -> None:
    """Watch a program no more; what was told of it stays."""
    applicant.watches.of_programs([program.pk]).delete()
