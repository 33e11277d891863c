"""How entries of a journal and ticks are kept."""

import datetime
import uuid

from django.db import transaction

from applicants.applications.models import Application
from applicants.guides.models import RotationTip
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant
from applicants.rotations.models import JournalEntry, SkillLine, TipCheck


@transaction.atomic
def create_entry(applicant: Applicant, entry: JournalEntry | SkillLine, token: uuid.UUID) -> None:
    """Keep a new entry of the journal or line of the log; raise FullError at the cap.

    The same token of the same applicant keeps it once.
    """
    lock(applicant)
    entry.pk = applicant.id_for(token)
    entries = type(entry).objects.of_rotation(entry.application)
    if not entries.filter(pk=entry.pk).exists():
        require_room(applicant, entries)
        entry.save(force_insert=True)


def tick(rotation: Application, tip: RotationTip, on: datetime.date | None) -> None:
    """Note that something is done since a day; None takes it back."""
    if on is None:
        rotation.tip_checks.all().of_tip(tip).delete()
    else:
        TipCheck.objects.get_or_create(application=rotation, tip=tip, defaults={"done_on": on})
