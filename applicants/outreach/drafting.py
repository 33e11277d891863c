"""Writing to somebody: the message, who was written to at the same place, and what a yes leads to."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from applicants.applications.creation import create_manually
from applicants.applications.models import Application
from applicants.applications.workflow import ApplicationStatus
from applicants.contacts.creation import add_tie
from applicants.contacts.models import Contact
from applicants.outreach.choices import OutreachStatus, Purpose
from applicants.outreach.facts import facts_for, title_of, with_title
from applicants.outreach.models import Outreach, OutreachSample, OutreachSettings, OutreachTemplate
from applicants.outreach.places import is_same_person, is_same_place
from applicants.outreach.wording import Field, gaps_in, mailto, one_line, render_text
from applicants.profile.caps import lock, require_room
from applicants.profile.models import Applicant
from programs.choices import ProgramType

FOLLOW_UP_FOR = {
    OutreachStatus.SENT: Purpose.FOLLOW_UP_1,
    OutreachStatus.FOLLOWED_UP_ONCE: Purpose.FOLLOW_UP_2,
}
# What a yes leads to, by the purpose of the text it answers.
LEADS_TO: dict[str, tuple[str, str]] = {
    Purpose.OBSERVERSHIP: ("Observership", ProgramType.OBSERVERSHIP),
    Purpose.COORDINATOR: ("Observership", ProgramType.OBSERVERSHIP),
    Purpose.RESEARCH: ("Research", ProgramType.RESEARCH),
}


@dataclass(frozen=True)
class MessageText:
    """A message to somebody, ready to copy. ``address`` opens a mail program; blank without an email."""

    subject: str
    body: str
    email: str

    @property
    def address(self) -> str:
        return mailto(self.email, self.subject, self.body) if self.email else ""

    @property
    def gaps(self) -> list[Field]:
        return gaps_in(self.subject, self.body)


def not_written_to(applicant: Applicant) -> QuerySet:
    """The contacts to whom no message was begun, without their notes."""
    return applicant.contacts.filter(outreach__isnull=True).defer("note")


def write_text(
    applicant: Applicant, contact: Contact, words: Any, sent_on: Any = None, earlier: str = ""
) -> dict[str, str]:
    """Subject and body of a text for somebody; both empty without a text (None).

    They keep their title; where the contact has none, the one that an ``earlier`` message gave them.
    """
    if words is None:
        return {"subject": "", "body": ""}
    settings = OutreachSettings.objects.of(applicant)
    facts, title = facts_for(applicant, contact, settings.sign_as, sent_on), title_of(contact.name, earlier)
    subject = one_line(render_text(with_title(words.subject, title), facts))[:200]
    return {"subject": subject, "body": render_text(with_title(words.body, title), facts)}


@transaction.atomic
def get_or_create_outreach(
    applicant: Applicant, contact: Contact, template: OutreachTemplate | None
) -> tuple[Outreach, bool]:
    """The outreach to somebody with a message drafted from a text, and whether it is new.

    Twice asked, even at the same moment, makes one: nobody is written to a second time. FullError
    when there are as many messages as one can keep.
    """
    lock(applicant)
    if begun := applicant.outreaches.with_person(contact.pk):
        return begun, False
    require_room(applicant, applicant.outreaches.all())
    facts = write_text(applicant, contact, template)
    return applicant.outreaches.create(contact=contact, template=template, **facts), True


@transaction.atomic
def create_template(applicant: Applicant, token: uuid.UUID, facts: dict[str, Any]) -> OutreachTemplate:
    """Keep a text and return it, once for each form token; raise FullError when there are too many."""
    lock(applicant)
    pk = applicant.id_for(token)
    if found := applicant.outreach_templates.with_id(pk):
        return found
    require_room(applicant, applicant.outreach_templates.all())
    return applicant.outreach_templates.create(pk=pk, **facts)


def keep_words(outreach: Outreach, subject: str, body: str) -> bool:
    """Keep the words of a draft; False, and they stay as they were, once it is sent, even at this moment."""
    drafts = Outreach.objects.filter(pk=outreach.pk, status=OutreachStatus.DRAFTED)
    return bool(drafts.update(subject=subject, body=body))


def write_anew(outreach: Outreach, template: OutreachTemplate) -> None:
    """Draft the message anew from a text, with what profile and contact hold now; only before it is sent."""
    values = write_text(outreach.applicant, outreach.contact, template)
    drafts = Outreach.objects.filter(pk=outreach.pk, status=OutreachStatus.DRAFTED)
    drafts.update(template=template, **values)


def follow_up_message(outreach: Outreach) -> MessageText | None:
    """The text of the follow-up that comes next, the applicant's own or ours; None without one."""
    purpose = FOLLOW_UP_FOR.get(OutreachStatus(outreach.status))
    if purpose is None:
        return None
    own = outreach.applicant.outreach_templates.latest_for(purpose)
    words = own or OutreachSample.objects.for_purpose(purpose)
    texts = write_text(outreach.applicant, outreach.contact, words, outreach.sent_on, outreach.body)
    return MessageText(**texts, email=outreach.contact.email)


def written_before(applicant: Applicant, contact: Contact) -> list[Outreach]:
    """What was already sent to others who are the same person or work at the same place."""
    here = (contact.organization, contact.department)
    return [
        outreach
        for outreach in applicant.outreaches.already_written()
        for other in [outreach.contact]
        if other != contact
        and (is_same_person(contact, other) or is_same_place(here, (other.organization, other.department)))
    ]


def application_facts(outreach: Outreach) -> dict[str, Any]:
    contact, purpose = outreach.contact, outreach.template.purpose if outreach.template else ""
    what, kind = LEADS_TO.get(purpose, ("Clinical experience", ""))
    return {
        "name": f"{what} with {contact.name}",
        "host_name": contact.organization,
        "city": contact.city,
        "state": contact.state,
        "type": kind,
        "host_contact": ", ".join(part for part in (contact.name, contact.email) if part)[:300],
        "status": ApplicationStatus.PREPARING,
    }


@transaction.atomic
def get_or_create_application(outreach: Outreach) -> tuple[Application, bool]:
    """The application that a yes leads to, and whether it is new; the person belongs to it.

    Its id comes from the outreach, so that two clicks make one. Raise FullError when there is no room for it.
    """
    if outreach.application is not None:
        return outreach.application, False
    pk = uuid.uuid5(outreach.pk, "application")
    application, is_new = create_manually(outreach.applicant, pk, **application_facts(outreach))
    add_tie(outreach.contact, application)
    outreach.application = application
    outreach.save(update_fields=["application"])
    return application, is_new
