"""Closing a duty."""

from django import forms


class DutyForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    result = forms.CharField(required=False)
