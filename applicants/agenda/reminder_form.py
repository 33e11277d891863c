"""When the applicant wants to be reminded."""

from typing import Any

from django import forms

from applicants.editing import SeenField
from applicants.profile.choices import Weekday
from applicants.profile.fields import choice_field
from applicants.profile.models import Applicant
from applicants.profile.timezones import zone_choices

HOURS = [(hour, f"{hour % 12 or 12} {'a.m.' if hour < 12 else 'p.m.'}") for hour in range(24)]  # noqa: PLR2004


class ReminderForm(forms.ModelForm):
    """Reminders on or off, their hour and days, and the clock they follow."""

    all_optional = True
    digest_hour = forms.TypedChoiceField(choices=HOURS, coerce=int, label="Hour")
    digest_days = forms.TypedMultipleChoiceField(
        choices=Weekday.choices,
        coerce=int,
        required=False,
        label="Days",
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(
        label="Time zone", help_text="The city whose time zone you are in. Your agenda uses it too."
    )

    seen = SeenField()

    class Meta:
        model = Applicant
        fields = ("has_digest", "digest_hour", "digest_days", "time_zone", "alert_mail", "no_reply_days")
        labels = {
            "has_digest": "Send me an email when something is due",
            "alert_mail": "News of programs that you track, and new matches of saved searches",
            "no_reply_days": "Days to wait for an answer",
        }
        help_texts = {
            "no_reply_days": "After this many days without a reply, we remind you to follow up once."
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice_field(self, "time_zone").choices = self.zones()
        self.fields["alert_mail"].required = False

    def zones(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The zones to choose from, the present one among them whatever its spelling."""
        offered, present = zone_choices(), self.instance.time_zone
        if any(present == name for _, zones in offered for name, _ in zones):
            return offered
        return [("Now", [(present, present)]), *offered]

    def clean_alert_mail(self) -> str:
        """What was chosen; a form of an older page does not ask."""
        return self.cleaned_data["alert_mail"] or self.instance.alert_mail

    def clean(self) -> None:
        """Refuse reminders that are on but on no day."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("has_digest") and not cleaned.get("digest_days", True):
            self.add_error("digest_days", "Choose at least one day, or turn the email off.")
