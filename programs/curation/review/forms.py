"""What a curator sends from the review queue."""

from typing import Any

from django import forms

from programs.choices import FactAnswer

ALL = "all"
FACT_ANSWERS = (FactAnswer.TRUE, FactAnswer.CHANGED, FactAnswer.GONE, FactAnswer.UNCLEAR)


class AnswerForm(forms.Form):
    """One button: an answer and the fact that it is for ("true fees.0"), or one for the whole program."""

    answer = forms.CharField(max_length=120)
    reason = forms.CharField(max_length=1000, required=False)

    def __init__(self, *args: Any, paths: list[str], **options: Any) -> None:
        """Take the paths of the facts that the program states."""
        self.paths = paths
        super().__init__(*args, **options)

    def clean_answer(self) -> tuple[FactAnswer, str]:
        """The answer and its fact, blank for the whole program."""
        answer, _, path = self.cleaned_data["answer"].partition(" ")
        whole = {ALL: FactAnswer.TRUE, FactAnswer.SKIPPED.value: FactAnswer.SKIPPED}
        if not path and answer in whole:
            return whole[answer], ""
        if answer not in FACT_ANSWERS or path not in self.paths:
            raise forms.ValidationError("The program has changed in the meantime. Look again.")
        return FactAnswer(answer), path


class ReasonForm(forms.Form):
    """Why somebody answers without having opened the source."""

    reason = forms.CharField(max_length=1000, required=False)
