"""Forms for assigning, succeeding and ending a portfolio."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.network.models import Network, Person, Theme, in_force
from ivz.portfolios.actions.portfolios import Assignment, PortfolioDetails
from ivz.portfolios.forms.holders import offer_holders
from ivz.portfolios.models import Portfolio
from ivz.portfolios.queries import portfolios as queries
from ivz.portfolios.states import PortfolioState

_NO_HOLDER = [PortfolioState.VACANT, PortfolioState.RECRUITING]


def day_field(label: Any, **given: Any) -> forms.DateField:
    """Make a field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **given)


def reason_field() -> forms.CharField:
    """Make the field that asks why."""
    return forms.CharField(
        label=gettext_lazy("Why does this change?"),
        help_text=gettext_lazy("A few words; they stay in the history."),
        max_length=300,
    )


class AssignmentForm(forms.Form):
    """Who holds and leads a theme from a day, and by which decision.

    ``keeps_holder``: who holds it now can be chosen too, whatever changed since.
    """

    keeps_holder = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    holder = forms.ModelChoiceField(
        label=gettext_lazy("Portfolio holder"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("If nobody holds it yet"),
        choices=[(state.value, state.label) for state in _NO_HOLDER],
        widget=forms.RadioSelect,
        required=False,
    )
    project_leader = forms.ModelChoiceField(
        label=gettext_lazy("Project leader"),
        help_text=gettext_lazy(
            "Of any municipality or partner; may come from another one than the holder."
        ),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    valid_from = day_field(gettext_lazy("First day"))
    basis = forms.CharField(
        label=gettext_lazy("By which decision?"),
        help_text=gettext_lazy(
            "Choose a decision from the list, or write where it was decided, for instance "
            "“DVO of 3 June 2014”."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "decisions", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        network: Network,
        actor: Actor,
        portfolio: Portfolio | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.network, self.actor, self.portfolio = network, actor, portfolio
        leaders = queries.possible_leaders(network, on=actor.today)
        if portfolio and portfolio.project_leader_id:
            current = Person.objects.filter(pk=portfolio.project_leader_id)
            leaders = (leaders.order_by() | current).order_by("function")
        fields: dict[str, Any] = self.fields
        fields["project_leader"].queryset = leaders
        noted = portfolio.holder if portfolio and self.keeps_holder else None
        offer_holders(fields["holder"], network, on=actor.today, now=noted)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Give the decisions to choose from; an older one can be typed."""
        offered = queries.decisions_to_choose(self.network, actor=self.actor)
        return list(offered[: queries.DECISIONS_OFFERED])

    def assignment(self) -> Assignment:
        """Give what was filled in."""
        return Assignment(**self._values())

    def _values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        decision = queries.decision_called(cleaned["basis"], network=self.network, actor=self.actor)
        missing = cleaned["state"] or PortfolioState.VACANT
        state = PortfolioState.HELD if cleaned["holder"] else PortfolioState(missing)
        return {
            "holder": cleaned["holder"],
            "project_leader": cleaned["project_leader"],
            "state": state,
            "decision": decision,
            "decided_in": "" if decision else cleaned["basis"],
            "note": cleaned["note"],
            "valid_from": cleaned["valid_from"],
        }


class AssignForm(AssignmentForm):
    """An assignment of a theme that nobody holds yet."""

    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        empty_label=gettext_lazy("Choose a theme"),
        to_field_name="code",
    )
    field_order = ["theme"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["theme"]
        field.queryset = Theme.objects.filter(in_force(self.actor.today))

    def details(self) -> PortfolioDetails:
        """Give what was filled in."""
        return PortfolioDetails(
            network=self.network, theme=self.cleaned_data["theme"], **self._values()
        )


class SucceedForm(AssignmentForm):
    """Who takes over, from which day and why."""

    reason = reason_field()


class ChangeForm(AssignmentForm):
    """What is noted about a portfolio, to put right."""

    keeps_holder = True
    last_day = day_field(
        gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave this empty while it lasts."),
    )
    reason = reason_field()
    field_order = ["holder", "state", "project_leader", "valid_from", "last_day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].required = False
        self.fields["basis"].required = False

    def _values(self) -> dict[str, Any]:
        values = super()._values() | {"valid_until": day_after(self.cleaned_data["last_day"])}
        if self.portfolio and not self.cleaned_data["basis"]:
            values["decision"] = self._closed_decision(self.portfolio)
        return values

    def _closed_decision(self, portfolio: Portfolio) -> Decision | None:
        """Give the decision that stays because the actor may not read it, so did not see it."""
        visible = Decision.objects.visible_to(self.actor)
        is_open = visible.filter(pk=portfolio.decision_id or 0).exists()
        return None if is_open else portfolio.decision


def filled_in(portfolio: Portfolio, *, decision: Decision | None) -> dict[str, object]:
    """Give what is noted about a portfolio, as the form shows it."""
    return {
        "version": portfolio.version,
        "holder": portfolio.holder_id,
        "state": portfolio.state if portfolio.holder_id is None else "",
        "project_leader": portfolio.project_leader_id,
        "valid_from": portfolio.valid_from,
        "last_day": portfolio.last_day,
        "basis": decision.reference if decision else portfolio.decided_in,
        "note": portfolio.note,
    }


class EndForm(forms.Form):
    """The last day of a portfolio, and what becomes of the theme."""

    NOTHING = "ended"

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_day = day_field(gettext_lazy("Last day"))
    then = forms.ChoiceField(
        label=gettext_lazy("And after that?"),
        choices=[
            (PortfolioState.VACANT.value, gettext_lazy("The portfolio is vacant")),
            (PortfolioState.RECRUITING.value, gettext_lazy("Somebody is being sought")),
            (NOTHING, gettext_lazy("The portfolio no longer exists")),
        ],
        widget=forms.RadioSelect,
    )
    reason = reason_field()

    @property
    def valid_until(self) -> date:
        """The first day on which it no longer holds."""
        day: date = self.cleaned_data["last_day"]
        return day + timedelta(days=1)

    @property
    def vacancy(self) -> PortfolioState | None:
        """How the theme stays in sight, None where the portfolio ends for good."""
        then = self.cleaned_data["then"]
        return None if then == self.NOTHING else PortfolioState(then)


def day_after(day: date | None) -> date | None:
    """Turn a last day into the first day on which it no longer holds."""
    return day + timedelta(days=1) if day else None
