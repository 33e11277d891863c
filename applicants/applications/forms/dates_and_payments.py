"""Forms of other dates, payments and people of an application."""

from typing import Any

from django import forms
from django.http import QueryDict

from applicants.applications.choices import ContactRole
from applicants.applications.forms.fields import Newer, dates_fault, is_among, newer_values, same_classes
from applicants.applications.models import AlternativeDates, Application, Payment


class AlternativeDatesForm(forms.ModelForm):
    """Other dates that work for you."""

    class Meta:
        model = AlternativeDates
        fields = ("starts_on", "ends_on")
        field_classes = same_classes("starts_on", "ends_on")
        labels = {"starts_on": "First day", "ends_on": "Last day"}

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="alternative-%s", **options)

    def clean(self) -> None:
        """Refuse dates that end before they start."""
        super().clean()
        values = self.cleaned_data
        if fault := dates_fault(values):
            self.add_error("ends_on", fault)

    def newer(self, application: Application) -> list[Newer]:
        """Nothing is newer when these dates are there already."""
        rows = application.alternatives.all()
        return [] if is_among(self, rows) else [Newer("Other dates", ", ".join(map(str, rows)) or "none")]


class PaymentForm(forms.ModelForm):
    """One payment; the same form adds and corrects."""

    class Meta:
        model = Payment
        fields = ("what", "amount_usd", "due_on", "paid_on", "refund_until", "refund_terms")
        field_classes = same_classes("due_on", "paid_on", "refund_until")
        labels = {
            "what": "What for",
            "amount_usd": "Amount in US dollars",
            "due_on": "Due on",
            "paid_on": "Paid on",
            "refund_until": "Refund possible until",
            "refund_terms": "Refund terms",
        }
        help_texts = {"paid_on": "Leave empty while it is not paid."}

    def __init__(self, data: QueryDict | None = None, *, application: Application, **options: Any) -> None:
        row = options.get("instance")
        name = row.pk if row else "new"
        super().__init__(data, auto_id=f"payment-{name}-%s", **options)
        self.application = application

    def clean_paid_on(self) -> Any:
        """Refuse a payment in the future: it is not paid then."""
        paid_on = self.cleaned_data["paid_on"]
        if paid_on and paid_on > self.application.today:
            raise forms.ValidationError("This day is in the future. Use “Due on” until it is paid.")
        return paid_on

    def newer(self, application: Application) -> list[Newer]:
        """What is stored of this payment now wherever the form says otherwise."""
        rows = {row.pk: row for row in application.payments.all()}
        if self.instance.pk in rows:
            return newer_values(self, rows[self.instance.pk])
        words = ", ".join(map(str, rows.values())) or "none"
        return [] if is_among(self, rows.values()) else [Newer("Payments", words)]


class ApplicationContactForm(forms.Form):
    """Somebody to keep with an application. It is sent to the page of a new contact, which checks it."""

    application = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=120)
    # A coordinator answers most questions.
    role = forms.ChoiceField(label="Who they are", choices=ContactRole, initial=ContactRole.COORDINATOR)
    email = forms.EmailField(label="Email", max_length=254, required=False)

    def __init__(self, *, application: Application) -> None:
        super().__init__(initial={"application": application.pk}, auto_id="person-%s")
