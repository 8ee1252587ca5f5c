"""Forms for sending a decision to its addressees, and for decisions elsewhere."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.decisions.actions.completion import Receivers
from ivz.decisions.actions.elsewhere import NotedElsewhere
from ivz.decisions.models import Decision, DecisionElsewhere
from ivz.decisions.states import ElsewhereState
from ivz.meetings.queries.completion import Offered
from ivz.meetings.queries.elsewhere import municipalities, organisations_to_ask
from ivz.network.models import Organisation

_MORE_THAN_ONE = 2


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text, required=False)


class ReceiversForm(forms.Form):
    """Which bodies, organisations and seats receive a decision."""

    bodies = forms.MultipleChoiceField(
        label=_("Bodies"), widget=forms.CheckboxSelectMultiple, required=False
    )
    municipalities = forms.BooleanField(required=False)
    organisations = forms.MultipleChoiceField(
        label=_("Organisations"), widget=forms.CheckboxSelectMultiple, required=False
    )
    seats = forms.MultipleChoiceField(
        label=_("Seats, by function"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, offered: Offered) -> None:
        rows: dict[str, list[Any]] = {
            "bodies": offered.bodies,
            "organisations": offered.organisations,
            "seats": offered.seats,
        }
        self.rows = {name: {str(row.pk): row for row in found} for name, found in rows.items()}
        initial = {name: [str(key) for key in keys] for name, keys in offered.suggested.items()}
        super().__init__(data, initial=initial)
        for name, found in self.rows.items():
            ticked = [key for key in found if key in initial[name]]
            first = dict.fromkeys([*ticked, *found])
            choices = [(key, str(found[key])) for key in first]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        self._offer_all(offered.municipalities, is_rest=offered.had_municipality)

    def _offer_all(self, municipalities: list[Organisation], *, is_rest: bool) -> None:
        """Offer all municipalities in one tick, where there are more than one."""
        self.in_one_tick = municipalities
        if len(municipalities) < _MORE_THAN_ONE:
            del self.fields["municipalities"]
            return
        told = (
            _("The other %(count)d municipalities")
            if is_rest
            else _("All %(count)d municipalities")
        )
        self.fields["municipalities"].label = told % {"count": len(municipalities)}

    def clean(self) -> dict[str, Any]:
        """Ask at least one addressee."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Choose at least one addressee."))
        return cleaned

    def receivers(self) -> Receivers:
        """Give what was chosen, as the action wants it."""
        chosen = {
            name: [found[key] for key in self.cleaned_data.get(name, [])]
            for name, found in self.rows.items()
        }
        if self.cleaned_data.get("municipalities"):
            added = [each for each in self.in_one_tick if each not in chosen["organisations"]]
            chosen["organisations"] += added
        return Receivers(**chosen)


class _Organisations(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Organisations to tick."""

    widget = forms.CheckboxSelectMultiple


class AskElsewhereForm(forms.Form):
    """What has to be decided elsewhere, by whom and before which day."""

    what = forms.CharField(
        label=_("What has to be decided there?"),
        max_length=250,
        help_text=_("For instance: the contribution in the municipal budget of 2018."),
    )
    due_on = _day(_("Before which day?"), _("After that day it waits on “Today”."))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, decision: Decision, actor: Actor
    ) -> None:
        offered = organisations_to_ask(decision, actor=actor)
        super().__init__(data, initial={"organisations": municipalities(offered)})
        self.fields["organisations"] = _Organisations(
            label=_("Of whom is it asked?"), queryset=offered
        )


class NoteElsewhereForm(forms.Form):
    """How far an organisation is, and where that appears from."""

    state = forms.ChoiceField(
        label=_("How far is it?"), choices=ElsewhereState, widget=forms.RadioSelect
    )
    on = _day(_("Day of that meeting"), _("Where it was decided, or stands on the agenda."))
    evidence = forms.CharField(
        label=_("Where does that appear from?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance the decision list of the council. Name no people."),
    )
    link = forms.URLField(
        label=_("Link to it"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)

    def __init__(self, data: Mapping[str, Any] | None = None, *, row: DecisionElsewhere) -> None:
        names = ["state", "on", "evidence", "link", "version"]
        super().__init__(data, initial={name: getattr(row, name) for name in names})

    def go_on_from(self, version: int, *, told: str) -> None:
        """Tell that somebody else was first; what follows counts for the row as it is now."""
        self.add_error(None, told)
        given = {name: self.data.get(name) for name in self.data}
        self.data = given | {"version": version}

    def noted(self) -> NotedElsewhere:
        """Give what was filled in, as the action wants it."""
        given = self.cleaned_data
        return NotedElsewhere(
            state=ElsewhereState(given["state"]),
            on=given["on"],
            evidence=given["evidence"],
            link=given["link"],
        )
