"""Input of the pages of saved searches."""

from django import forms

from applicants.alerts.models import SavedSearch
from applicants.editing import SeenField
from applicants.profile.fields import TokenField


class SearchCreateForm(forms.Form):
    """The name of a search. ``token``: sent twice, it keeps one."""

    token = TokenField()
    name = forms.CharField(max_length=120, label="Name", help_text="Such as “Cardiology in Texas, free”.")


class SavedSearchForm(forms.ModelForm):
    """The name of a saved search, and whether it is quiet for now."""

    seen = SeenField()

    class Meta:
        model = SavedSearch
        fields = ("name", "is_paused")
        labels = {"name": "Name", "is_paused": "Pause it: no alerts for now"}
