"""The form that deletes an account."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms

from applicants.profile.models import User

WORD = "DELETE"


class AccountDeleteForm(forms.Form):
    """Asks for the password; for the word DELETE when the account has none."""

    proof = forms.CharField(strip=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        proof = self.fields["proof"]
        if user.has_usable_password():
            proof.label, proof.widget = "Your password", forms.PasswordInput()
            proof.widget.attrs["autocomplete"] = "current-password"
        else:
            proof.label = f"Type the word {WORD}"

    def clean_proof(self) -> str:
        """Refuse what is not right; guesses are counted together with those at the log-in."""
        proof = self.cleaned_data["proof"]
        if not self.user.has_usable_password():
            is_right = proof.strip() == WORD
        else:
            is_right = get_adapter().reauthenticate(self.user, proof)
        if not is_right:
            raise forms.ValidationError("This is not right. Nothing was deleted.")
        return proof
