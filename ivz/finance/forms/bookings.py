"""Forms for what is booked on a post, and what is expected of it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.finance.actions.bookings import BookingDetails
from ivz.finance.forms import day_field
from ivz.finance.forms.budgets import amount_field, cents, euros
from ivz.finance.models import Booking, Outlook
from ivz.finance.states import BookingKind
from ivz.network.forms.imports import TableForm
from ivz.web.templatetags.ivz import money


class BookingForm(forms.Form):
    """An amount with its day, words and reference; with the agreement that it settles."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=BookingKind.choices,
        widget=forms.RadioSelect,
        initial=BookingKind.BOOKED,
    )
    booked_on = day_field(label=gettext_lazy("On which day?"))
    amount = amount_field(gettext_lazy("Amount in euros"), min_value=Decimal("0.01"))
    words = forms.CharField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("The network reads this. Name no people."),
        max_length=200,
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("For instance the number of the invoice."),
        max_length=80,
        required=False,
    )
    settles = forms.TypedChoiceField(
        label=gettext_lazy("On which agreement?"), required=False, coerce=int
    )

    def __init__(
        self, *args: Any, agreements: Sequence[tuple[Booking, int]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agreements = {row.pk: row for row, left in agreements if left}
        if not self.agreements:
            del self.fields["settles"]
            return
        offered: Any = self.fields["settles"]
        offered.choices = [
            ("", gettext_lazy("On none")),
            *((row.pk, f"{row.words} ({money(left)})") for row, left in agreements if left),
        ]

    def details(self) -> BookingDetails:
        """Give what was filled in."""
        given = self.cleaned_data
        return BookingDetails(
            kind=BookingKind(given["kind"]),
            booked_on=given["booked_on"],
            words=given["words"],
            reference=given["reference"],
            amount_cents=cents(given["amount"]),
            settles=self.agreements.get(given.get("settles") or 0),
        )


class CorrectionForm(forms.Form):
    """Why a booking is put right."""

    words = forms.CharField(
        label=gettext_lazy("Why is it put right?"),
        help_text=gettext_lazy("For instance: booked on the wrong post."),
        max_length=200,
    )


class OutlookForm(forms.Form):
    """What a post comes to in the year, and why it deviates."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    expected = amount_field(
        gettext_lazy("What does it come to in the whole year, in euros?"),
        min_value=Decimal(0),
        required=False,
        help_text=gettext_lazy("Leave it empty, and what is booked and agreed tells it."),
    )
    explanation = forms.CharField(
        label=gettext_lazy("Why does it deviate, and what is done about it?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def outlook_as_stored(outlook: Outlook | None) -> dict[str, Any]:
    """Give an expectation as the form shows it."""
    if outlook is None:
        return {"version": 0}
    expected = outlook.expected_cents
    return {
        "version": outlook.version,
        "expected": None if expected is None else euros(expected),
        "explanation": outlook.explanation,
    }


class BookingImportForm(TableForm):
    """A table of booked amounts, and the confirmation of what it does."""

    reason = None  # type: ignore[assignment]  # each line says itself what it is
