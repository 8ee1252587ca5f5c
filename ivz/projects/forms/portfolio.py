"""The form that narrows the portfolio down; its fields stand in the address of the page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.projects.queries.portfolio import NOT_REPORTED, Chosen
from ivz.projects.states import LightColour, ProjectKind, ProjectState


def choice(label: Any, *choices: Any) -> forms.ChoiceField:
    """Make a field that narrows down, and may stay empty."""
    return forms.ChoiceField(label=label, required=False, choices=choices)


def offer(form: forms.Form, choices: Mapping[str, list[Any]]) -> None:
    """Let a form offer what there is to choose, in those of its fields that it is for."""
    for name in form.fields.keys() & choices.keys():
        field: Any = form.fields[name]
        field.choices = [*field.choices, *choices[name]]


FIELDS = ["zoek", "thema", "soort", "fase", "houder", "partner", "stand"]


class KeepViewForm(forms.Form):
    """Under which name a choice is kept; ``gekozen`` is that choice, as it stands in an address."""

    gekozen = forms.CharField(required=False, widget=forms.HiddenInput)
    naam = forms.CharField(label=gettext_lazy("Keep this choice as"), max_length=60)
    standaard = forms.BooleanField(label=gettext_lazy("Show it at first"), required=False)


class PortfolioForm(forms.Form):
    """Which projects to show."""

    zoek = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    thema = choice(gettext_lazy("Theme"), ("", gettext_lazy("All themes")))
    soort = choice(gettext_lazy("Kind"), ("", gettext_lazy("All kinds")), *ProjectKind.choices)
    fase = choice(
        gettext_lazy("Phase"),
        ("", gettext_lazy("At work")),
        *ProjectState.choices,
        ("all", gettext_lazy("All phases")),
    )
    houder = choice(gettext_lazy("Portfolio holder"), ("", gettext_lazy("All holders")))
    partner = choice(gettext_lazy("Municipality or partner"), ("", gettext_lazy("All partners")))
    stand = choice(
        gettext_lazy("Light"),
        ("", gettext_lazy("All lights")),
        *LightColour.choices,
        (NOT_REPORTED, gettext_lazy("Not reported")),
    )

    def __init__(self, *args: Any, choices: Mapping[str, list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, choices)

    def chosen(self) -> Chosen:
        """Give what was chosen; what cannot be chosen counts as not chosen."""
        self.is_valid()
        given = self.cleaned_data
        return Chosen(
            words=given.get("zoek", "").strip(),
            theme=given.get("thema", ""),
            kind=given.get("soort", ""),
            phase=given.get("fase", ""),
            holder=given.get("houder", ""),
            partner=given.get("partner", ""),
            light=given.get("stand", ""),
        )

    def in_words(self) -> list[str]:
        """Give what was chosen, each with the name of its field."""
        self.is_valid()
        given = {name: value for name in self.fields if (value := self.cleaned_data.get(name))}
        return [
            f"{self.fields[name].label}: {_shown(self.fields[name], value)}"
            for name, value in given.items()
        ]


def _shown(field: forms.Field, value: str) -> str:
    choices: Any = getattr(field, "choices", [])
    return str(dict(choices).get(value, value))


class OverviewForm(PortfolioForm):
    """Which work to show; every phase where none is chosen."""

    def __init__(self, *args: Any, choices: Mapping[str, list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        del self.fields["houder"], self.fields["stand"]
        phase: Any = self.fields["fase"]
        phase.choices = [("", gettext_lazy("All phases")), *ProjectState.choices]

    def chosen(self) -> Chosen:
        """Give what was chosen."""
        found = super().chosen()
        return replace(found, phase=found.phase or "all")
