"""Reading what people fill in about contributions."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.finance.actions import Agreement
from ivz.finance.models import ContributionChoice
from ivz.finance.states import Choice
from ivz.tabular.reading import LARGEST_FILE_BYTES

LAST_YEAR = 2200
_TIER_LINE = re.compile(r"(\d{1,8}) *; *(\d{1,3}) *; *(\d{1,2}(?:[.,]\d{1,2})?)")


def day_field(**options: Any) -> forms.DateField:
    """Make a field for a day, with the calendar of the browser."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class ChoiceForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    choice = forms.ChoiceField(
        label=gettext_lazy("What does the municipality choose?"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
    )
    agreed_on = day_field(label=gettext_lazy("Agreed on"))
    note = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For instance which specialist will come. Only the network sees it."
        ),
    )

    def agreement(self) -> Agreement:
        """Give what was agreed."""
        given = self.cleaned_data
        return Agreement(
            choice=given["choice"], agreed_on=given["agreed_on"], note=given["note"].strip()
        )


def filled_in(choice: ContributionChoice | None, *, today: date) -> dict[str, Any]:
    """Give what the form shows before anybody types."""
    if choice is None:
        return {"version": 0, "agreed_on": today}
    return {
        "version": choice.version,
        "choice": choice.choice,
        "agreed_on": choice.agreed_on,
        "note": choice.note,
    }


class FileForm(forms.Form):
    PUBLISHED = "published"
    CAPACITY = "capacity"

    what = forms.ChoiceField(
        label=gettext_lazy("What is in the file?"),
        choices=[
            (PUBLISHED, gettext_lazy("The published table per municipality")),
            (CAPACITY, gettext_lazy("The capacity table of the Platform")),
        ],
        initial=PUBLISHED,
        widget=forms.RadioSelect,
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year of the capacity table"),
        help_text=gettext_lazy("Counts for the capacity table only."),
        min_value=1900,
        max_value=LAST_YEAR,
    )
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def content(self) -> bytes:
        """Read the file, and no more of it than shows that it is too large."""
        content: bytes = self.cleaned_data["file"].read(LARGEST_FILE_BYTES + 1)
        return content


class SchemeForm(forms.Form):
    year = forms.IntegerField(
        label=gettext_lazy("Year of the contribution"), min_value=1900, max_value=LAST_YEAR
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=150)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("Which paper and chapter lay this down."),
    )
    population_on = day_field(
        label=gettext_lazy("Reference date of the inhabitants"),
        help_text=gettext_lazy("Usually 1 January of the year before."),
    )
    rate = forms.DecimalField(
        label=gettext_lazy("Rate per inhabitant, in euros"),
        min_value=Decimal(0),
        max_value=100,
        decimal_places=2,
        localize=True,
    )
    fte_price = forms.DecimalField(
        label=gettext_lazy("Price of a full-time year, in euros"),
        min_value=Decimal(0),
        max_value=1_000_000,
        decimal_places=2,
        localize=True,
    )
    hours_per_week = forms.IntegerField(
        label=gettext_lazy("Hours a week of a full-time post"),
        min_value=1,
        max_value=80,
        initial=36,
    )
    tiers = forms.CharField(
        label=gettext_lazy("Tiers"),
        help_text=gettext_lazy(
            "One tier a line: from how many inhabitants; hours a week; surcharge per inhabitant "
            "in euros. The first line starts at 0."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "0; 2; 0,15"}),
    )
    is_public = forms.BooleanField(
        required=False, label=gettext_lazy("Make public: everyone may read these figures")
    )

    def clean_tiers(self) -> list[dict[str, Any]]:
        """Read the lines; each tier lasts until the next one begins."""
        lines = [line.strip() for line in self.cleaned_data["tiers"].splitlines() if line.strip()]
        tiers: list[dict[str, Any]] = []
        for line in lines:
            found = _TIER_LINE.fullmatch(line)
            if not found:
                raise forms.ValidationError(
                    _("Write each line as “0; 2; 0,15”, not “%(line)s”.") % {"line": line}
                )
            start, hours, surcharge = found.groups()
            tiers.append(
                {
                    "from_inhabitants": int(start),
                    "hours_per_week": int(hours),
                    "surcharge_eur_per_inhabitant": surcharge.replace(",", "."),
                }
            )
        tiers.sort(key=lambda tier: tier["from_inhabitants"])
        for tier, following in pairwise(tiers):
            tier["until_inhabitants"] = following["from_inhabitants"]
        return tiers

    def parameters(self) -> dict[str, Any]:
        """Give the scheme in the form in which it is laid down."""
        given = self.cleaned_data
        dated = {"valid_from": date(given["year"], 1, 1), "source": given["source"]}
        return {
            "year": given["year"],
            "title": given["title"],
            "source": given["source"],
            "openness": "public" if given["is_public"] else "network",
            "bases": [{"kind": "population", "on": given["population_on"]}],
            "tiers": given["tiers"],
            "rates": [{"eur_per_inhabitant": given["rate"], **dated}],
            "hour_prices": [
                {
                    "fte_price_eur": given["fte_price"],
                    "hours_per_fte_week": given["hours_per_week"],
                    **dated,
                }
            ],
        }
