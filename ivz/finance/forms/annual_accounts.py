"""The form for what the chair tells about a year."""

from django import forms
from django.utils.translation import gettext_lazy


class AccountForm(forms.Form):
    """What the chair tells about the year."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=gettext_lazy("What does the chair tell about the year?"),
        help_text=gettext_lazy("What the means were used for, what succeeded and what did not."),
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
