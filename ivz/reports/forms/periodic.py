"""What people fill in about yearly duties and reports."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy

from ivz.reports.actions.periodic import DutyDetails
from ivz.reports.models import ReportPart
from ivz.reports.states import ReportKind


class DutyForm(forms.Form):
    """What is due every year, and in which months."""

    kind = forms.ChoiceField(label=gettext_lazy("What is due every year?"), choices=ReportKind)
    first_month = forms.TypedChoiceField(
        label=gettext_lazy("First month"), choices=MONTHS.items(), coerce=int
    )
    last_month = forms.TypedChoiceField(
        label=gettext_lazy("Last month"),
        help_text=gettext_lazy("After its last day it counts as overdue."),
        choices=MONTHS.items(),
        coerce=int,
    )
    from_year = forms.IntegerField(
        label=gettext_lazy("From which year on?"), min_value=2000, max_value=2100
    )

    def details(self) -> DutyDetails:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return DutyDetails(
            kind=ReportKind(cleaned["kind"]),
            first_month=cleaned["first_month"],
            last_month=cleaned["last_month"],
            from_year=cleaned["from_year"],
        )


class PartForm(forms.Form):
    """What stands under one heading."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy(
            "The facts below the text stand in the report as well. No names and no cases."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def part_as_stored(part: ReportPart) -> dict[str, Any]:
    """Give a part as it stands, for its form."""
    return {"version": part.version, "text": part.text}
