"""Forms for looking along."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HelpForm(forms.Form):
    """The code that somebody gave, and why it is used."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Whom you help makes it under “Let somebody look along”. It works once."),
    )
    reason = forms.CharField(
        label=_("Why do you look along?"),
        max_length=300,
        help_text=_("Whom you help reads this too, and it stays."),
    )
