"""One approach's page: all that it shows, read before it is rendered, and the forms it carries."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms

from applicants.outreach import drafting, workflow
from applicants.outreach.choices import Outcome, Step
from applicants.outreach.forms import RewriteForm, StepForm, TextForm
from applicants.outreach.models import LETTER_DAYS, Approach, OutreachSettings
from programs.formatting import day_words


@dataclass(frozen=True)
class NextStep:
    """A step that is possible now, with the form that takes it."""

    step: Step
    action: str
    form: forms.Form


@dataclass
class ApproachPage:
    """One approach as its page shows it; ``bound`` holds a form that came back, by its place on the page."""

    approach: Approach
    bound: dict[str, Any] = field(default_factory=dict)

    def load(self) -> "ApproachPage":
        """Read what the page shows beside the approach, and return itself."""
        applicant = self.approach.applicant
        self.settings = OutreachSettings.objects.of(applicant)
        self.sent_today = applicant.approaches.sent_on(self.approach.today).count()
        self.written_before = drafting.written_before(applicant, self.approach.contact)
        self.templates = list(applicant.outreach_templates.for_first_letters()) if self.is_draft else []
        self.follow_up = drafting.follow_up_letter(self.approach)
        return self

    @property
    def is_draft(self) -> bool:
        """Return whether nothing is sent yet and nothing has ended."""
        return self.approach.status == Step.DRAFTED

    @property
    def returned(self) -> forms.Form | None:
        """Return the form that came back, None when none did."""
        return next(iter(self.bound.values()), None)

    @property
    def meaning(self) -> str:
        """Return the status's plain sentence."""
        return workflow.MEANINGS[Step(self.approach.status)]

    @property
    def due_words(self) -> str:
        """Return what is to be done next and when; nothing when nothing is."""
        if self.approach.due_on is None:
            return ""
        words = workflow.due_words(self.approach.status, self.approach.contact.name)
        is_past = self.approach.due_on <= self.approach.today
        return f"{words}, {'due since' if is_past else 'on'} {day_words(self.approach.due_on)}."

    @property
    def today_words(self) -> str:
        """Return the count of the day: 7 of 10 today."""
        return self.settings.count_words(self.sent_today)

    @property
    def letter(self) -> drafting.LetterText:
        """Return the first letter, to copy."""
        approach = self.approach
        return drafting.LetterText(approach.subject, approach.body, approach.contact.email)

    @cached_property
    def text_form(self) -> forms.Form:
        """Return the form of the letter's words."""
        return self.bound.get("text") or TextForm(instance=self.approach)

    @property
    def rewrite_form(self) -> forms.Form | None:
        """Return the form that drafts the letter anew; None without a text of one's own."""
        return RewriteForm(templates=self.templates) if self.templates else None

    @property
    def steps(self) -> list[NextStep]:
        """Return the steps that are possible now."""
        today = self.approach.today
        return [
            NextStep(
                step,
                workflow.ACTIONS[step],
                self.bound.get(f"step-{step}") or StepForm(step=step, today=today),
            )
            for step in self.approach.next_steps
        ]

    @property
    def history(self) -> list[tuple[str, str]]:
        """Return what has happened, in order: words and day."""
        approach = self.approach
        days = {step.label: getattr(approach, name) for step, name in LETTER_DAYS.items()}
        days[approach.get_status_display()] = approach.ended_on or approach.last_letter_on
        return [(str(label), day_words(day)) for label, day in days.items() if day is not None]

    @property
    def can_become_application(self) -> bool:
        """Return whether they said yes and nothing has come of it yet."""
        return self.approach.outcome == Outcome.YES and self.approach.application is None
