"""Forms for imposing, changing, prolonging and lifting secrecy."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.actions.restrictions import Lifting, RestrictionDetails
from ivz.decisions.choosing_readers import ChoosesReaders, ReaderChoices
from ivz.decisions.guarded import kind_of
from ivz.decisions.models import Decision, Guarded, Restriction
from ivz.decisions.queries.restrictions import imposable_decisions, seated_in
from ivz.decisions.states import Ground
from ivz.network.models import Network, Person


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


def _people(network: Network, by: Actor) -> "forms.ModelMultipleChoiceField[Person]":
    people: QuerySet[Person] = seated_in(network.pk, on=by.today)
    return forms.ModelMultipleChoiceField(
        label=_("Who may read it"),
        queryset=people,
        required=False,
        widget=ReaderChoices,
        help_text=_("Whoever saves this is always among the readers."),
    )


def _why(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class ImposeForm(ChoosesReaders):
    """Why, on which ground, by which decision, until when and for whom."""

    reason = _why(_("Reason for the restriction"))
    ground = forms.ChoiceField(
        label=_("Ground in the law"), choices=[("", _("Choose a ground")), *Ground.choices]
    )
    imposed_by = forms.ModelChoiceField(
        label=_("Decision that imposes it"),
        queryset=Decision.objects.none(),
        empty_label=_("Choose a decision"),
    )
    ends_on = _day(_("Look at it again on"), _("It does not open by itself on that day."))

    def __init__(self, *args: Any, row: Guarded, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = kind_of(row)
        network, body = kind.network(row), kind.body(row)
        field = self.fields["imposed_by"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = imposable_decisions(network, actor=by, body=body)
        self.fields["readers"] = _people(network, by)

    def details(self) -> RestrictionDetails:
        """Give what was filled in, as the action wants it."""
        cleaned = self.cleaned_data
        return RestrictionDetails(
            reason=cleaned["reason"],
            ground=Ground(cleaned["ground"]),
            imposed_by=cleaned["imposed_by"],
            ends_on=cleaned["ends_on"],
            readers=list(cleaned["readers"]),
        )


class _Act(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)


class ReadersForm(ChoosesReaders, _Act):
    """Who may read it from now on."""

    why = _why(_("Why do the readers change?"))

    def __init__(self, *args: Any, restriction: Restriction, by: Actor, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).update(
            version=restriction.version, readers=list(restriction.readers.all())
        )
        super().__init__(*args, **kwargs)
        self.fields["readers"] = _people(restriction.imposed_by.body.network, by)
        self.order_fields(["readers", "why"])


class ProlongForm(_Act):
    """Until when it goes on, and why."""

    ends_on = _day(_("Look at it again on"))
    why = _why(_("Why does it have to stay restricted?"))


class LiftForm(_Act):
    """Who may read it from now on, why, and by which decision."""

    to = forms.ChoiceField(
        label=_("Who may read it from now on"), widget=forms.RadioSelect, choices=()
    )
    decision = forms.ModelChoiceField(
        label=_("Decision that lifts it"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No decision: the end date is there"),
    )
    why = _why(_("Why can it be lifted?"))

    def __init__(
        self, *args: Any, restriction: Restriction, has_body: bool, by: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        levels = [Openness.BODY, Openness.NETWORK, Openness.PUBLIC]
        kept = [level for level in levels if has_body or level != Openness.BODY]
        body = restriction.imposed_by.body
        self.fields["to"] = forms.ChoiceField(
            label=self.fields["to"].label,
            widget=forms.RadioSelect,
            choices=[(level.value, level.label) for level in kept],
        )
        field = self.fields["decision"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = imposable_decisions(body.network, actor=by, body=body)

    def lifting(self) -> Lifting:
        """Give what was filled in, as the action wants it."""
        cleaned = self.cleaned_data
        return Lifting(to=Openness(cleaned["to"]), why=cleaned["why"], decision=cleaned["decision"])
