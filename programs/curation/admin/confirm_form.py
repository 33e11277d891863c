"""What somebody who confirms several programs at once has read."""

from django import forms


class ConfirmForm(forms.Form):
    """Ten unread programs must not become "Checked today" by one tick."""

    reason = forms.CharField(
        max_length=1000,
        label="What did you read?",
        help_text="The source, such as the page's address, or why no source was opened.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
