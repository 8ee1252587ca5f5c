"""Forms for the route of a paper."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.meetings.models import Proposal, RouteStep
from ivz.meetings.rules.routes import StopDetails
from ivz.meetings.states import RouteAnswer, RouteAsk
from ivz.network.models import Body, Network, in_force

_CHECK = "om"
_BOARDS = "besturen-"
_ASKS = [RouteAsk.DECIDE, RouteAsk.ADVISE, RouteAsk.INFORM]
_BY_PROSECUTOR = [RouteAnswer.AGREED, RouteAnswer.WITH_REMARKS, RouteAnswer.NOT_AGREED]


class StopForm(forms.Form):
    """One stop more: a body, all boards at once, or the prosecutor."""

    to = forms.ChoiceField(label=gettext_lazy("To whom"))
    ask = forms.ChoiceField(
        label=gettext_lazy("What is asked"),
        choices=[(each.value, each.label) for each in _ASKS],
        initial=RouteAsk.ADVISE,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A legal check asks whether the prosecutor agrees."),
    )

    def __init__(self, *args: Any, proposal: Proposal, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = _around(proposal.body.network)
        offered = Body.objects.filter(in_force(actor.today), network__in=networks)
        self.bodies = {str(body.pk): body for body in offered.select_related("network")}
        self.boards = {each.pk: self._boards_under(each, networks) for each in networks}
        self.fields["to"].choices = self._choices(networks)  # type: ignore[attr-defined]

    def _boards_under(self, above: Network, networks: list[Network]) -> list[Body]:
        under = [each for each in networks if each.parent_id == above.pk]
        boards = [self.bodies.get(str(each.deciding_body_id)) for each in under]
        return sorted((board for board in boards if board), key=lambda board: board.name)

    def _choices(self, networks: list[Network]) -> list[tuple[str, Any]]:
        special = [(_CHECK, str(RouteAsk.LEGAL_CHECK.label))]
        special += [
            (f"{_BOARDS}{each.pk}", _("The boards of all districts of %(name)s") % {"name": each})
            for each in networks
            if len(self.boards[each.pk]) > 1
        ]
        choices: list[tuple[str, Any]] = [("", _("Choose")), (_("At once, or first"), special)]
        for network in networks:
            here = [body for body in self.bodies.values() if body.network_id == network.pk]
            named = sorted((body.name, str(body.pk)) for body in here)
            choices.append((network.name, [(key, name) for name, key in named]))
        return choices

    def clean(self) -> dict[str, Any]:
        """Ask what a body has to do with the paper."""
        cleaned = super().clean() or {}
        if cleaned.get("to") not in {None, _CHECK} and not cleaned.get("ask"):
            self.add_error("ask", _("Choose what is asked."))
        return cleaned

    def details(self) -> StopDetails:
        """Give the stop as the action wants it."""
        to = self.cleaned_data["to"]
        if to == _CHECK:
            return StopDetails(ask=RouteAsk.LEGAL_CHECK)
        ask = RouteAsk(self.cleaned_data["ask"])
        if to.startswith(_BOARDS):
            boards = self.boards[int(to.removeprefix(_BOARDS))]
            return StopDetails(ask=ask, bodies=boards)
        return StopDetails(ask=ask, bodies=[self.bodies[to]])


def _around(network: Network) -> list[Network]:
    """Give the network itself, those above and under it, and its neighbours."""
    family = Q(pk=network.pk) | Q(parent=network.pk)
    if network.parent_id:
        family |= Q(pk=network.parent_id) | Q(parent=network.parent_id)
    found = Network.objects.filter(family).order_by("name")
    return sorted(found, key=lambda each: each.pk != network.pk)


class AnswerForm(forms.Form):
    """What goes back to the sender; the prosecutor also says whether it is agreed."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you find?"),
        choices=[(each.value, each.label) for each in _BY_PROSECUTOR],
        widget=forms.RadioSelect,
    )
    remarks = forms.CharField(
        label=gettext_lazy("Remarks"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The sender reads this, and whoever the paper is sent to next."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, step: RouteStep, **options: Any
    ) -> None:
        super().__init__(data, initial={"version": step.paper_version}, **options)
        if step.ask != RouteAsk.LEGAL_CHECK:
            del self.fields["answer"]

    def refuse(self, why: str) -> None:
        """Tell why it is not sent back; what follows counts for the text that lies there now."""
        self.add_error(None, why)
        given = {name: self.data.get(name) for name in self.data}
        self.data = given | {"version": self.initial["version"]}
