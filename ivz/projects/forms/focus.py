"""Forms for a focus agenda, its themes and what these rest on."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.documents.models import Document
from ivz.insight.models import DataSet
from ivz.network.models import Network, Theme, in_force
from ivz.portfolios.forms.portfolios import day_after, day_field
from ivz.portfolios.queries.portfolios import decision_called
from ivz.projects.actions.focus import AgendaDetails, FocusDetails, GroundDetails
from ivz.projects.forms.requests import long_text
from ivz.projects.models import FocusAgenda, FocusTheme, Project
from ivz.projects.rules.focus import period_ending
from ivz.projects.states import GroundKind

_DOCUMENT = re.compile(r"/documenten/(?P<key>[0-9a-f]{32})/")
# The kinds of ground as they stand in an address, in the order in which they are offered.
GROUND_KINDS = {
    "cijfers": GroundKind.FIGURE,
    "prioriteit": GroundKind.PRIORITY,
    "project": GroundKind.PROJECT,
    "besluit": GroundKind.DECISION,
    "stuk": GroundKind.DOCUMENT,
    "analyse": GroundKind.ANALYSIS,
    "anders": GroundKind.OTHER_GROUND,
}


class AgendaForm(forms.Form):
    """Name and period of a focus agenda."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("For instance: Focusagenda 2017-2018."),
        max_length=200,
    )
    valid_from = day_field(gettext_lazy("First day"))
    last_day = day_field(
        gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Two years at most. Leave this empty for exactly two years."),
    )

    def details(self) -> AgendaDetails:
        """Give what was filled in."""
        first = self.cleaned_data["valid_from"]
        return AgendaDetails(
            title=self.cleaned_data["title"],
            valid_from=first,
            valid_until=day_after(self.cleaned_data["last_day"]) or period_ending(first),
        )


def agenda_as_stored(agenda: FocusAgenda) -> dict[str, Any]:
    """Give an agenda as the form shows it."""
    names = ["version", "title", "valid_from", "last_day"]
    return {name: getattr(agenda, name) for name in names}


class FocusThemeForm(forms.Form):
    """What comes first, and what the Platform does for it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("What comes first?"), max_length=200)
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        help_text=gettext_lazy("Projects on this theme then stand with it."),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("No theme of the list"),
    )
    role = long_text(gettext_lazy("What does the Platform do for it?"), required=False)

    def __init__(self, *args: Any, agenda: FocusAgenda, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes: Any = self.fields["theme"]
        on = agenda.valid_from
        themes.queryset = Theme.objects.filter(in_force(on)) if on else Theme.objects.all()

    def details(self) -> FocusDetails:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return FocusDetails(title=cleaned["title"], theme=cleaned["theme"], role=cleaned["role"])


def theme_as_stored(focus: FocusTheme) -> dict[str, Any]:
    """Give a theme as the form shows it."""
    code = focus.theme.code if focus.theme else None
    return {"version": focus.version, "title": focus.title, "theme": code, "role": focus.role}


class GroundForm(forms.Form):
    """What the choice of a theme rests on; only the fields that its kind has."""

    data_set = forms.ModelChoiceField(
        label=gettext_lazy("Which figures?"),
        queryset=DataSet.objects.none(),
        to_field_name="slug",
        empty_label=gettext_lazy("Choose a table"),
    )
    project = forms.ModelChoiceField(
        label=gettext_lazy("Which project?"),
        queryset=Project.objects.none(),
        to_field_name="slug",
        empty_label=gettext_lazy("Choose a project"),
    )
    reference = forms.CharField(
        label=gettext_lazy("Which decision?"),
        help_text=gettext_lazy("Its number in the register, such as DVO 2016-8."),
        max_length=80,
    )
    address = forms.CharField(
        label=gettext_lazy("Which document?"),
        help_text=gettext_lazy("Paste the address of the document on this site."),
        max_length=300,
    )
    counted_on = day_field(
        gettext_lazy("Counted on"),
        help_text=gettext_lazy("We count in how many municipalities it is a priority that day."),
    )
    text = long_text(gettext_lazy("What does it show?"))

    _FIELDS = {
        GroundKind.FIGURE: "data_set",
        GroundKind.PROJECT: "project",
        GroundKind.DECISION: "reference",
        GroundKind.DOCUMENT: "address",
        GroundKind.PRIORITY: "counted_on",
    }

    def __init__(
        self, *args: Any, kind: GroundKind, network: Network, actor: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.network, self.actor = kind, network, actor
        for name in set(self._FIELDS.values()) - {self._FIELDS.get(kind)}:
            del self.fields[name]
        self.fields["text"].required = kind != GroundKind.PRIORITY
        offered: dict[str, Any] = {
            "data_set": DataSet.objects.visible_to(actor).filter(network=network),
            "project": Project.objects.visible_to(actor).filter(body__network=network),
        }
        for name in offered.keys() & self.fields.keys():
            field: Any = self.fields[name]
            field.queryset = offered[name].order_by("title")

    def clean_reference(self) -> Any:
        """Find the decision, among those that the writer may read."""
        words = self.cleaned_data["reference"]
        found = decision_called(words, network=self.network, actor=self.actor)
        if found is None:
            raise forms.ValidationError(
                gettext_lazy("No decision has this number. Look it up in the register.")
            )
        return found

    def clean_address(self) -> Any:
        """Find the document, among those that the writer may read."""
        named = _DOCUMENT.search(self.cleaned_data["address"])
        rows = Document.objects.visible_to(self.actor)
        found = rows.filter(key=named["key"]).first() if named else None
        if found is None:
            raise forms.ValidationError(
                gettext_lazy("No document has this address. Open the document, and copy it there.")
            )
        return found

    def details(self) -> GroundDetails:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return GroundDetails(
            kind=self.kind,
            text=cleaned["text"],
            data_set=cleaned.get("data_set"),
            project=cleaned.get("project"),
            decision=cleaned.get("reference"),
            document=cleaned.get("address"),
            counted_on=cleaned.get("counted_on"),
        )


class AdoptedForm(forms.Form):
    """By which decision an agenda was adopted before it stood here, or which paper says so."""

    reference = forms.CharField(
        label=gettext_lazy("By which decision?"),
        help_text=gettext_lazy("Its number in the register, such as DVO 2016-8."),
        max_length=80,
        required=False,
    )
    origin = forms.CharField(
        label=gettext_lazy("Or which paper says so?"),
        help_text=gettext_lazy("Only where the decision is in no register here."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, network: Network, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network, self.actor = network, actor

    def clean_reference(self) -> Any:
        """Find the decision, among those that the writer may read."""
        words = self.cleaned_data["reference"].strip()
        found = decision_called(words, network=self.network, actor=self.actor)
        if words and found is None:
            raise forms.ValidationError(
                gettext_lazy("No decision has this number. Look it up in the register.")
            )
        return found
