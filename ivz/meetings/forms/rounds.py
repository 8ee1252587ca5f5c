"""The form that sends a concept record round."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SendRoundForm(forms.Form):
    """Until when the members can remark, and what is asked of them."""

    last_day = forms.DateField(
        label=_("Last day for remarks"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("After that day the round closes by itself."),
    )
    words = forms.CharField(
        label=_("What do you ask of the members?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on the page, not in the mail."),
    )

    def given(self) -> dict[str, Any]:
        """Give what was filled in, as the action wants it."""
        return {"last_day": self.cleaned_data["last_day"], "words": self.cleaned_data["words"]}
