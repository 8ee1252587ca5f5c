"""Forms that a municipality fills in about itself."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.network.models import Area, Theme, ThemeField
from ivz.portfolios.actions.municipalities import (
    Choice,
    LocalPolicyDetails,
    LocalRegisterDetails,
)
from ivz.portfolios.forms.portfolios import day_after, day_field, reason_field
from ivz.portfolios.models import LocalRegister


class PrioritiesForm(forms.Form):
    """One box per theme; what was ticked holds from the first day."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    source = forms.CharField(
        label=gettext_lazy("Which document says so?"),
        help_text=gettext_lazy("For instance: Integraal veiligheidsplan 2019-2022."),
        max_length=200,
    )
    valid_from = day_field(gettext_lazy("First day"))
    last_day = day_field(
        gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave this empty where the document names none."),
    )
    reason = reason_field()

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = themes
        for theme in themes:
            self.fields[_name(theme)] = forms.BooleanField(label=theme.name, required=False)

    def groups(self) -> Iterator[tuple[ThemeField, list[forms.BoundField]]]:
        """Give the boxes field by field."""
        for field, themes in groupby(self.themes, key=lambda theme: theme.field):
            yield field, [self[_name(theme)] for theme in themes]

    def about(self) -> list[forms.BoundField]:
        """Give the questions that go for all boxes."""
        return [self[name] for name in ("source", "valid_from", "last_day", "reason")]

    def choice(self) -> Choice:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return Choice(
            themes=[theme for theme in self.themes if cleaned[_name(theme)]],
            source=cleaned["source"],
            valid_from=cleaned["valid_from"],
            valid_until=day_after(cleaned["last_day"]),
        )


def ticked(theme_ids: set[int]) -> dict[str, object]:
    """Give the boxes that are ticked for these themes."""
    return {f"theme_{theme_id}": True for theme_id in theme_ids}


def _name(theme: Theme) -> str:
    return f"theme_{theme.pk}"


class PolicyForm(forms.Form):
    """What a municipality answers, since when and by which document."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    answer = forms.CharField(label=gettext_lazy("Answer"), max_length=250)
    source = forms.CharField(label=gettext_lazy("Which document says so?"), max_length=200)
    valid_from = day_field(gettext_lazy("First day"))
    note = forms.CharField(
        label=gettext_lazy("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = reason_field()

    def details(self, register: LocalRegister, municipality: Area) -> LocalPolicyDetails:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return LocalPolicyDetails(
            register=register,
            municipality=municipality,
            answer=cleaned["answer"],
            source=cleaned["source"],
            valid_from=cleaned["valid_from"],
            note=cleaned["note"],
        )


class RegisterForm(forms.Form):
    """A new question for every municipality."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("For instance: Coffeeshop policy."),
        max_length=120,
    )
    question = forms.CharField(
        label=gettext_lazy("Question to each municipality"),
        help_text=gettext_lazy("One question that one line can answer."),
        max_length=250,
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.order_by("position"),
        required=False,
        empty_label=gettext_lazy("No theme"),
    )
    valid_from = day_field(gettext_lazy("First day"), required=False)

    def clean_name(self) -> str:
        """Refuse a name that gives no address."""
        name: str = self.cleaned_data["name"]
        if not slugify(name):
            raise forms.ValidationError(_("Use letters or digits in the name."))
        return name

    @property
    def slug(self) -> str:
        """The address that the name gives."""
        name: str = self.cleaned_data["name"]
        return slugify(name)[:60]

    def details(self) -> LocalRegisterDetails:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return LocalRegisterDetails(
            name=cleaned["name"],
            question=cleaned["question"],
            theme=cleaned["theme"],
            valid_from=cleaned["valid_from"],
            valid_until=day_after(cleaned.get("last_day")),
        )


class ChangeRegisterForm(RegisterForm):
    """What a register asks, and its last day."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    last_day = day_field(
        gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("After that day nobody is asked; the answers stay on record."),
    )
    reason = reason_field()


def as_noted(register: LocalRegister) -> dict[str, object]:
    """Give what is noted about a register, as the form shows it."""
    return {
        "version": register.version,
        "name": register.name,
        "question": register.question,
        "theme": register.theme_id,
        "valid_from": register.valid_from,
        "last_day": register.last_day,
    }
