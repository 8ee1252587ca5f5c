"""Forms for correcting what is held about oneself."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("Only people who share a network with you see it. It may stay empty."),
    )
    aliases = forms.CharField(
        label=_("Other spellings"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One per line. With these a pasted list of names is understood."),
    )


class RequestForm(forms.Form):
    text = forms.CharField(
        label=_("What is not right?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For instance: my function, my employer, or the dates of a seat."),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say what was changed, or why not. The person who asked reads this."),
    )
