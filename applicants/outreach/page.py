"""One outreach's page: all that it shows, read before it is rendered, and the forms it carries."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms

from applicants.outreach import drafting, workflow
from applicants.outreach.choices import OutreachResult, OutreachStatus
from applicants.outreach.forms import OutreachStepForm, RewriteForm, TextForm
from applicants.outreach.models import LETTER_DAYS, OutreachContact, OutreachSettings
from programs.formatting import day_words


@dataclass(frozen=True)
class NextStep:
    """A step that is possible now, with the form that takes it."""

    step: OutreachStatus
    action: str
    form: forms.Form


@dataclass
class OutreachContactPage:
    """One outreach as its page shows it; ``bound`` holds a form that came back, by its place on the page."""

    outreach: OutreachContact
    bound: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what the page shows beside the outreach."""
        applicant = self.outreach.applicant
        self.settings = OutreachSettings.objects.of(applicant)
        self.sent_today = applicant.outreach_contacts.sent_on(self.outreach.today).count()
        self.written_before = drafting.written_before(applicant, self.outreach.contact)
        self.templates = list(applicant.outreach_templates.for_first_letters()) if self.is_draft else []
        self.follow_up = drafting.follow_up_message(self.outreach)

    @property
    def is_draft(self) -> bool:
        """Return whether nothing is sent yet and nothing has ended."""
        return self.outreach.status == OutreachStatus.DRAFTED

    @property
    def returned(self) -> forms.Form | None:
        """Return the form that came back, None when none did."""
        return next(iter(self.bound.values()), None)

    @property
    def meaning(self) -> str:
        """Return the status's plain sentence."""
        return workflow.MEANINGS[OutreachStatus(self.outreach.status)]

    @property
    def due_words(self) -> str:
        """Return what is to be done next and when; nothing when nothing is."""
        if self.outreach.due_on is None:
            return ""
        words = workflow.due_words(self.outreach.status, self.outreach.contact.name)
        is_past = self.outreach.due_on <= self.outreach.today
        return f"{words}, {'due since' if is_past else 'on'} {day_words(self.outreach.due_on)}."

    @property
    def today_words(self) -> str:
        """Return the count of the day: 7 of 10 today."""
        return self.settings.count_words(self.sent_today)

    @property
    def letter(self) -> drafting.MessageText:
        """Return the first letter, to copy."""
        outreach = self.outreach
        return drafting.MessageText(outreach.subject, outreach.body, outreach.contact.email)

    @cached_property
    def text_form(self) -> forms.BaseForm:
        """Return the form of the letter's words."""
        return self.bound.get("text") or TextForm(instance=self.outreach)

    @property
    def rewrite_form(self) -> forms.Form | None:
        """Return the form that drafts the letter anew; None without a text of one's own."""
        return RewriteForm(templates=self.templates) if self.templates else None

    @property
    def steps(self) -> list[NextStep]:
        """Return the steps that are possible now."""
        today = self.outreach.today
        return [
            NextStep(
                step,
                workflow.ACTIONS[step],
                self.bound.get(f"step-{step}") or OutreachStepForm(step=step, today=today),
            )
            for step in self.outreach.next_steps
        ]

    @property
    def history(self) -> list[tuple[str, str]]:
        """Return what has happened, in order: words and day."""
        outreach = self.outreach
        days = {step.label: getattr(outreach, name) for step, name in LETTER_DAYS.items()}
        days[outreach.get_status_display()] = outreach.ended_on or outreach.last_letter_on
        return [(str(label), day_words(day)) for label, day in days.items() if day is not None]

    @property
    def can_become_application(self) -> bool:
        """Return whether they said yes and nothing has come of it yet."""
        return self.outreach.outcome == OutreachResult.YES and self.outreach.application is None
