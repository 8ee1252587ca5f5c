"""Reading what people fill in about a file of figures."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.authorization.openness import Openness
from ivz.insight.actions import Description
from ivz.network.models import Theme
from ivz.tabular.reading import LARGEST_FILE_BYTES


class DateInput(forms.DateInput):
    input_type = "date"


class ImportForm(forms.Form):
    title = forms.CharField(max_length=200, label=gettext_lazy("Title"))
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "Columns: area, theme, rate_per_1000 and, where printed, published_rank. Numbers "
            "with a decimal point."
        ),
    )
    source = forms.CharField(
        max_length=250,
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Which paper, chapter and table."),
    )
    period_from = forms.DateField(
        label=gettext_lazy("First day of the period"), widget=DateInput(format="%Y-%m-%d")
    )
    period_until = forms.DateField(
        label=gettext_lazy("First day after the period"), widget=DateInput(format="%Y-%m-%d")
    )
    unit = forms.CharField(max_length=120, label=gettext_lazy("Unit"))
    denominator = forms.CharField(
        max_length=80,
        required=False,
        label=gettext_lazy("Divided by"),
        help_text=gettext_lazy("For instance inhabitants or dwellings; empty if not known."),
    )
    decimals = forms.IntegerField(
        min_value=0, max_value=4, initial=2, label=gettext_lazy("Published decimals")
    )
    definition = forms.CharField(
        required=False,
        label=gettext_lazy("Definition"),
        help_text=gettext_lazy("What is counted, and what is not."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    definition_version = forms.CharField(
        max_length=40, initial="1", label=gettext_lazy("Version of the definition")
    )
    priorities = forms.ModelMultipleChoiceField(
        Theme.objects.order_by("field__number", "position"),
        required=False,
        label=gettext_lazy("Priorities"),
        widget=forms.CheckboxSelectMultiple,
    )
    is_provisional = forms.BooleanField(required=False, label=gettext_lazy("Provisional"))
    is_public = forms.BooleanField(
        required=False, label=gettext_lazy("Make public: everyone may read these figures")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, until = cleaned.get("period_from"), cleaned.get("period_until")
        if start and until and until <= start:
            self.add_error("period_until", _("A day after the first day of the period."))
        return cleaned

    def content(self) -> bytes:
        """Read the file, and no more of it than shows that it is too large."""
        content: bytes = self.cleaned_data["file"].read(LARGEST_FILE_BYTES + 1)
        return content

    def description(self) -> Description:
        """Give what the file does not say itself."""
        given = self.cleaned_data
        names = (
            "title",
            "source",
            "period_from",
            "period_until",
            "unit",
            "denominator",
            "decimals",
            "definition",
            "definition_version",
            "is_provisional",
        )
        return Description(
            **{name: given[name] for name in names},
            slug=slugify(given["title"])[:80],
            openness=Openness.PUBLIC if given["is_public"] else Openness.NETWORK,
        )
