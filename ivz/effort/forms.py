"""What was agreed with a partner, and hours it delivered for the network as a whole."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.effort.actions import CorrectionDetails, DeliveryDetails, ObligationDetails
from ivz.effort.models import Obligation
from ivz.network.models import Organisation


def _partner() -> Any:
    return forms.ModelChoiceField(
        label=gettext_lazy("Partner"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label=gettext_lazy("Choose a partner"),
    )


def _day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given
    )


class _OfPartnerForm(forms.Form):
    organisation = _partner()

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = partners


class AgreementForm(_OfPartnerForm):
    """The hours a week that a partner owes from a day."""

    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week"), max_digits=5, decimal_places=1, min_value=0
    )
    valid_from = _day(
        gettext_lazy("From"),
        help_text=gettext_lazy("What was agreed before ends on this day."),
    )
    source = forms.CharField(
        label=gettext_lazy("Where was it agreed?"),
        help_text=gettext_lazy("The paper, conversation or decision, with its day."),
        max_length=200,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def details(self) -> ObligationDetails:
        """Give what was filled in."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return ObligationDetails(**given)


def as_agreed(agreement: Obligation) -> dict[str, Any]:
    """Give an agreement as the form shows it."""
    named = ("hours_per_week", "valid_from", "source")
    agreed = {name: getattr(agreement, name) for name in named}
    return agreed | {"organisation": agreement.organisation.slug}


class DeliveryForm(_OfPartnerForm):
    """Hours that were delivered for the network as a whole; for a project they stand there."""

    hours = forms.DecimalField(
        label=gettext_lazy("Hours"), max_digits=7, decimal_places=1, min_value=0
    )
    first_day = _day(gettext_lazy("First day"))
    last_day = _day(gettext_lazy("Last day"))
    note = forms.CharField(
        label=gettext_lazy("What for?"),
        help_text=gettext_lazy("Everybody in the network reads this."),
        max_length=200,
        required=False,
    )

    def details(self) -> DeliveryDetails:
        """Give what was filled in."""
        given = self.cleaned_data
        return DeliveryDetails(
            organisation=given["organisation"],
            hours=given["hours"],
            valid_from=given["first_day"],
            valid_until=given["last_day"] + timedelta(days=1),
            note=given["note"].strip(),
        )


class CorrectionForm(forms.Form):
    """How many hours it should have been, and what was wrong."""

    was = forms.DecimalField(widget=forms.HiddenInput)
    hours = forms.DecimalField(
        label=gettext_lazy("How many hours was it?"),
        help_text=gettext_lazy(
            "0 takes them away. Was the period wrong? Fill in 0, and then write them anew."
        ),
        max_digits=7,
        decimal_places=1,
        min_value=Decimal(0),
    )
    reason = forms.CharField(
        label=gettext_lazy("What was wrong?"),
        help_text=gettext_lazy("Everybody in the network reads this."),
        max_length=200,
    )

    def details(self) -> CorrectionDetails:
        """Give what was filled in."""
        return CorrectionDetails(**self.cleaned_data)
