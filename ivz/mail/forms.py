"""The form to choose when the weekly digest comes."""

from django import forms
from django.utils.translation import gettext_lazy

from ivz.mail.states import Weekday

NEVER = "never"


class DigestForm(forms.Form):
    """On which day the digest comes, if at all."""

    weekday = forms.ChoiceField(
        label=gettext_lazy("When do you want it?"),
        choices=[*Weekday.choices, (NEVER, gettext_lazy("Do not send it"))],
        widget=forms.RadioSelect,
    )

    def chosen(self) -> Weekday | None:
        """Give the day, None where no digest is wanted."""
        value = self.cleaned_data["weekday"]
        return None if value == NEVER else Weekday(int(value))
