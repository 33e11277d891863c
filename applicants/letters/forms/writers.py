"""What a letter's writer sends by link."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict

from applicants.letters.choices import Check
from applicants.letters.letter_files import check_letter


class Act(TextChoices):
    """What a writer can say."""

    AGREE = "agree", "Yes, I will write"
    DECLINE = "decline", "No, I cannot write"
    ASK = "question", "Send the question"
    UPLOADED = "uploaded", "I uploaded it in ERAS"
    HAND_OVER = "hand_over", "Hand the letter over"


class WriterForm(forms.Form):
    """One act, with what belongs to it."""

    act = forms.ChoiceField(choices=Act, error_messages={"required": "Choose what you want to say."})
    text = forms.CharField(
        label="Your question",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = forms.FileField(
        label="The letter",
        required=False,
        max_length=255,
        help_text="A PDF under 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"empty": "This file is empty."},
    )
    checks = forms.MultipleChoiceField(
        label="The letter has", choices=Check, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_in_eras = forms.BooleanField(label="I uploaded it in ERAS too", required=False)

    def __init__(self, data: QueryDict | None = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, auto_id="writer-%s", **options)
        self.all_optional = True

    def clean(self) -> None:
        """Refuse a question without words and a letter without a file, and look into the file."""
        super().clean()
        values = self.cleaned_data
        if values.get("act") == Act.ASK and not values.get("text") and "text" not in self.errors:
            self.add_error("text", "Write your question first.")
        if values.get("act") == Act.UPLOADED and values.get("file"):
            values |= {"act": Act.HAND_OVER, "is_in_eras": True}  # a chosen file is not dropped in silence
        if values.get("act") == Act.HAND_OVER and "file" not in self.errors:
            self.check_file(values.get("file"))

    def check_file(self, file: Any) -> None:
        """Put what is wrong with the file beside it."""
        if file is None:
            self.add_error("file", "Choose the PDF of the letter first.")
            return
        try:
            check_letter(file)
        except forms.ValidationError as fault:
            self.add_error("file", fault)
