"""Input of the outreach pages."""

import datetime
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict

from applicants.contacts.models import Contact
from applicants.contacts.widgets import MOST_LISTED, PeopleSelect
from applicants.editing import SeenField
from applicants.outreach.choices import OutreachResult, OutreachStatus
from applicants.outreach.models import Outreach, OutreachSettings, OutreachTemplate
from applicants.outreach.wording import one_line
from applicants.outreach.workflow import ENDS
from applicants.profile.fields import AddressForm, DayField, TokenField, choice_field
from applicants.responses import valid_values


class OutreachStartForm(forms.Form):
    """Who is meant, and with which text, by an address or a form; nonsense means nobody and none."""

    contact = forms.UUIDField(required=False)
    template = forms.UUIDField(required=False)

    @property
    def contact_id(self) -> uuid.UUID | None:
        """The key of who is meant; None for nobody."""
        return valid_values(self).get("contact")


class OutreachForm(forms.Form):
    """Whom to write to, and with which text.

    ``written_before`` tells who was written to at the same place. ``is_meant`` is asked for only then.
    """

    contact = forms.ChoiceField(
        label="Who are you writing to?",
        widget=PeopleSelect,
        error_messages={
            "invalid_choice": "This person is not among your contacts. Choose one from the list."
        },
    )
    template = forms.ChoiceField(
        label="With which text?",
        required=False,
        error_messages={"invalid_choice": "This text is not one of yours. Choose one from the list."},
    )
    is_meant = forms.BooleanField(label="Write to this person anyway", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        contacts: Iterable[Contact],
        templates: Iterable[OutreachTemplate],
        written_before: Callable[[Contact], Sequence[Outreach]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.written_before = written_before
        self.contacts = {str(one.pk): one for one in contacts}
        self.templates = {str(one.pk): one for one in templates}
        choice_field(self, "contact").choices = [
            ("", "Choose one"),
            *map(contact_choice, self.contacts.values()),
        ]
        names = [(pk, one.name) for pk, one in self.templates.items()]
        choice_field(self, "template").choices = [*names, ("", "An empty text")]

    @property
    def unlisted_count(self) -> int:
        """How many people can be chosen only on their own page."""
        return max(0, len(self.contacts) - MOST_LISTED)

    def clean(self) -> None:
        """Ask once whether a second message to one person or one department is meant."""
        super().clean()
        values = self.cleaned_data
        contact = self.contacts.get(values.get("contact", ""))
        if contact and not values.get("is_meant") and (before := self.written_before(contact)):
            self.add_error("contact", ValidationError(before_words(before[0]), code="again"))

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields to show, in order; the tick only when it is asked for."""
        is_asked = self.has_error("contact", "again")
        return [one for one in self.visible_fields() if one.name != "is_meant" or is_asked]

    @property
    def chosen_contact(self) -> Contact:
        return self.contacts[self.cleaned_data["contact"]]

    @property
    def chosen_template(self) -> OutreachTemplate | None:
        """The text of a valid form; None for an empty one."""
        return self.templates.get(self.cleaned_data["template"])


def before_words(outreach: Outreach) -> str:
    """Who was written to already at the same place, and why once is enough."""
    _, name = contact_choice(outreach.contact)
    return (
        f"You wrote to {name} already. One message to a person or a department is enough: a second one reads "
        "like a mass mailing. If you have a good reason, tick “Write to this person anyway”."
    )


def contact_choice(contact: Contact) -> tuple[str, str]:
    """A contact as a choice: its id, and its name with where it works."""
    places = (contact.name, contact.department, contact.organization)
    return str(contact.pk), ", ".join(part for part in places if part)


class MessageForm(forms.ModelForm):
    """The message to one person, in the applicant's own words."""

    seen = SeenField()

    class Meta:
        model = Outreach
        fields = ("subject", "body")
        labels = {"body": "Text"}
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}

    all_optional = True

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="text-%s", **options)

    def clean_subject(self) -> str:
        return one_line(self.cleaned_data["subject"])


class MessageRewriteForm(forms.Form):
    """Another text to draft the message from."""

    template = forms.ChoiceField(label="Text")
    seen = SeenField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        outreach: Outreach,
        templates: Iterable[OutreachTemplate],
        **options: Any,
    ) -> None:
        replaced = {"subject": outreach.subject, "body": outreach.body}
        super().__init__(data, initial=replaced, auto_id="anew-%s", **options)
        self.templates = {str(one.pk): one for one in templates}
        choice_field(self, "template").choices = [(pk, one.name) for pk, one in self.templates.items()]

    @property
    def chosen_template(self) -> OutreachTemplate:
        return self.templates[self.cleaned_data["template"]]


class OutreachStatusForm(forms.Form):
    """Which step is meant."""

    status = forms.ChoiceField(choices=OutreachStatus)


class OutreachStepForm(forms.Form):
    """One step: its day, and for an answer what it was."""

    status = forms.ChoiceField(choices=OutreachStatus, widget=forms.HiddenInput)
    on = DayField(label="Day")
    outcome = forms.ChoiceField(
        label="What did they answer?", choices=[("", "Choose one"), *OutreachResult.choices]
    )
    note = forms.CharField(label="Note", max_length=500, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, step: str, today: datetime.date, **options: Any
    ) -> None:
        known = step if step in OutreachStatus.values else ""
        initial = {"status": known, "on": today}
        super().__init__(data, initial=initial, auto_id=f"step-{known}-%s", **options)
        if step != OutreachStatus.REPLIED:
            del self.fields["outcome"]
        if step not in ENDS:
            del self.fields["note"]

    @property
    def facts(self) -> dict[str, Any]:
        """The step's facts as ``Outreach.move_to`` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "status"}


class OutreachUndoForm(forms.Form):
    """The step to take back, as the page showed it; without one, whatever is the last."""

    status = forms.ChoiceField(choices=OutreachStatus, required=False)

    def is_about(self, outreach: Outreach) -> bool:
        return self.is_valid() and self.cleaned_data["status"] in ("", outreach.status)


class OutreachTemplateForm(forms.ModelForm):
    """A text of the applicant's own. ``token`` comes with the form: sent twice, it makes one text."""

    token = TokenField()
    seen = SeenField()

    class Meta:
        model = OutreachTemplate
        fields = ("name", "purpose", "subject", "body")
        labels = {"name": "Your name for it", "purpose": "What it is for", "body": "Text"}
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        if "instance" not in options:  # a new one
            del self.fields["seen"]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class OutreachSampleForm(forms.Form):
    """Which of our texts to begin with; anything else begins with nothing."""

    sample = forms.SlugField(max_length=60, required=False)

    @property
    def code(self) -> str:
        """The code that was asked for; blank for none and for nonsense."""
        return self.cleaned_data["sample"] if self.is_valid() else ""


class OutreachSettingsForm(forms.ModelForm):
    """How many new messages a day, and the name below them."""

    seen = SeenField()

    class Meta:
        model = OutreachSettings
        fields = ("daily_limit", "sign_as")
        labels = {"daily_limit": "New messages a day, at most", "sign_as": "Your name below a message"}
        help_texts = {"daily_limit": "Ten careful messages bring more answers than fifty that are all alike."}

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="settings-%s", **options)


class ShownOutreach(TextChoices):
    """Which people written to are shown."""

    OPEN = "open", "Open"
    ENDED = "ended", "Ended"


class OutreachListForm(AddressForm):
    """Which people written to are shown. Read ``chosen``: every input has an answer."""

    show = forms.ChoiceField(choices=ShownOutreach, required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    NOTICES = {
        "show": "There is no such list. These are the open ones.",
        "page": "There is no such page. This is the first.",
    }

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for, each thing unknown replaced by its fallback."""
        self.is_valid()
        given = self.cleaned_data
        return {"show": given.get("show") or ShownOutreach.OPEN, "page": given.get("page") or 1}
