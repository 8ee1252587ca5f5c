"""Reading what people fill in about a file of figures, and about a signal."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.insight import queries
from ivz.insight.actions import Description
from ivz.insight.actions.signals import Handling
from ivz.insight.models import Signal
from ivz.network.models import Person, Theme
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


class HandlingForm(forms.Form):
    """What becomes of a signal."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=[
            ("follow", gettext_lazy("Somebody follows it up")),
            ("leave", gettext_lazy("Nothing is done with it")),
        ],
        widget=forms.RadioSelect,
        initial="follow",
    )
    followed_by = forms.ModelChoiceField(
        label=gettext_lazy("Who follows it up?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a function"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is nothing done with it?"),
        help_text=gettext_lazy("No names and no cases. Only where nothing is done."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, signal: Signal, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["followed_by"]
        people.queryset = queries.people_to_follow(signal.data_set.network, actor=actor)

    def clean(self) -> dict[str, Any]:
        """Ask for who follows it up where somebody does."""
        cleaned: dict[str, Any] = super().clean() or {}
        is_missing = not cleaned.get("followed_by") and "followed_by" not in self.errors
        if cleaned.get("kind") == "follow" and is_missing:
            self.add_error("followed_by", _("Choose who follows it up."))
        return cleaned

    def handling(self) -> Handling:
        """Give what was filled in, as far as it goes with the choice."""
        given = self.cleaned_data
        if given["kind"] == "follow":
            return Handling(followed_by=given["followed_by"])
        return Handling(reason=given["reason"])


def handling_as_stored(signal: Signal) -> dict[str, Any]:
    """Give what was said of a signal, as the form shows it."""
    return {
        "version": signal.version,
        "kind": "leave" if signal.state == "declined" else "follow",
        "followed_by": signal.followed_by_id,
        "reason": signal.reason,
    }
