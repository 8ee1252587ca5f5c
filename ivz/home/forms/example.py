"""Moving the example date, and putting the example back."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

EARLIEST, LATEST = date(2008, 1, 1), date(2040, 12, 31)


class DateForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("The day it is in the example"),
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"type": "date", "min": EARLIEST.isoformat(), "max": LATEST.isoformat()},
        ),
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(
                gettext_lazy("Choose a day from %(earliest)s up to and including %(latest)s."),
                params={"earliest": EARLIEST.year, "latest": LATEST.year},
            )
        return day


class ResetForm(forms.Form):
    is_certain = forms.BooleanField(
        label=gettext_lazy("Yes, everything that is here now may go."),
        error_messages={"required": gettext_lazy("Tick this first; then it happens.")},
    )
