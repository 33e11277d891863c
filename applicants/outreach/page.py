"""One outreach's page: all that it shows, read before it is rendered, and the forms it carries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from applicants.outreach import drafting, workflow
from applicants.outreach.choices import OutreachStatus
from applicants.outreach.forms import MessageForm, MessageRewriteForm, OutreachStepForm
from applicants.outreach.models import MESSAGE_DAYS, Outreach, OutreachSettings
from programs.formatting import day_words


@dataclass(frozen=True)
class NextStep:
    """A step that is possible now, with the form that takes it."""

    step: OutreachStatus
    action: str
    form: forms.Form


@dataclass(frozen=True)
class OutreachPage:
    """One outreach as its page shows it.

    ``returned``: the form that came back, None when none did. ``is_draft``: nothing is sent yet and nothing
    has ended. ``today_words``: the count of the day, 7 of 10 today. ``rewrite_form`` drafts the message anew;
    None without a text of one's own. ``history``: words and day, in order.
    """

    returned: forms.Form | None
    meaning: str
    due_words: str
    is_draft: bool
    today_words: str
    written_before: Sequence[Outreach]
    message: drafting.MessageText
    text_form: forms.BaseForm
    rewrite_form: forms.Form | None
    follow_up: drafting.MessageText | None
    steps: Sequence[NextStep]
    history: Sequence[tuple[str, str]]


def outreach_page(outreach: Outreach, bound: Mapping[str, Any]) -> OutreachPage:
    """Read what the page shows beside the outreach; ``bound`` holds a form that came back, by its place."""
    applicant, is_draft = outreach.applicant, outreach.status == OutreachStatus.DRAFTED
    settings = OutreachSettings.objects.of(applicant)
    sent_today = applicant.outreaches.sent_on(outreach.today).count()
    templates = list(applicant.outreach_templates.for_first_messages()) if is_draft else []
    rewrite = bound.get("rewrite") or MessageRewriteForm(outreach=outreach, templates=templates)
    return OutreachPage(
        returned=next(iter(bound.values()), None),
        meaning=workflow.MEANINGS[OutreachStatus(outreach.status)],
        due_words=due_words(outreach),
        is_draft=is_draft,
        today_words=settings.count_words(sent_today),
        written_before=drafting.written_before(applicant, outreach.contact),
        message=drafting.MessageText(outreach.subject, outreach.body, outreach.contact.email),
        text_form=bound.get("text") or MessageForm(instance=outreach),
        rewrite_form=rewrite if templates else None,
        follow_up=drafting.follow_up_message(outreach),
        steps=steps_of(outreach, bound),
        history=history_of(outreach),
    )


def due_words(outreach: Outreach) -> str:
    """What is to be done next and when; blank when nothing is."""
    if outreach.due_on is None:
        return ""
    words = workflow.due_words(outreach.status, outreach.contact.name)
    is_past = outreach.due_on <= outreach.today
    return f"{words}, {'due since' if is_past else 'on'} {day_words(outreach.due_on)}."


def steps_of(outreach: Outreach, bound: Mapping[str, Any]) -> list[NextStep]:
    return [
        NextStep(
            step,
            workflow.ACTIONS[step],
            bound.get(f"step-{step}") or OutreachStepForm(step=step, today=outreach.today),
        )
        for step in outreach.next_steps
    ]


def history_of(outreach: Outreach) -> list[tuple[str, str]]:
    days = {step.label: getattr(outreach, name) for step, name in MESSAGE_DAYS.items()}
    days[outreach.get_status_display()] = outreach.ended_on or outreach.last_message_on
    return [(str(label), day_words(day)) for label, day in days.items() if day is not None]
