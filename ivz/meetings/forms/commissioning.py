"""The form that lets an item commission a project."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness, most_closed
from ivz.meetings.actions.commissioning import Commission
from ivz.meetings.models import AdvicePoint, AgendaItem, Proposal
from ivz.network.models import Theme, in_force
from ivz.projects.actions.requests import RequestDetails
from ivz.projects.models import Request
from ivz.projects.queries.requests import open_requests
from ivz.projects.states import RequesterKind


class CommissionForm(forms.Form):
    """Which request, or which new words, and which advice point asks it."""

    point = forms.ModelChoiceField(
        label=gettext_lazy("Which advice point asks this?"),
        queryset=AdvicePoint.objects.none(),
        empty_label=None,
    )
    asked = forms.ModelChoiceField(
        label=gettext_lazy("A request that is there already"),
        queryset=Request.objects.none(),
        required=False,
        to_field_name="key",
        empty_label=gettext_lazy("No: commission something new"),
    )
    title = forms.CharField(
        label=gettext_lazy("What should it be about?"), max_length=200, required=False
    )
    problem = forms.CharField(
        label=gettext_lazy("What is the problem?"),
        help_text=gettext_lazy("No names and no cases: only what goes wrong, where and how often."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("I do not know"),
    )

    def __init__(self, *args: Any, item: AgendaItem, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        choices: Any = self.fields
        if item.proposal is None:
            del self.fields["point"]
        else:
            choices["point"].queryset = item.proposal.points.filter(
                parent=None, proposal__in=Proposal.objects.visible_to(actor)
            )
        choices["asked"].queryset = open_requests(item.meeting.body.network, actor=actor)
        choices["theme"].queryset = Theme.objects.filter(in_force(actor.today))

    def clean(self) -> dict[str, Any]:
        """Ask for words where no request is chosen."""
        given = self.cleaned_data
        for name in ("title", "problem"):
            if not given.get("asked") and not given.get(name, "").strip():
                self.add_error(name, gettext("Choose a request above, or fill this in."))
        return given

    def wanted(self) -> Commission:
        """Give what was filled in; new words are no more open than the item and the network."""
        given = self.cleaned_data
        new = RequestDetails(
            title=given["title"],
            problem=given["problem"],
            theme=given["theme"],
            requester_kind=RequesterKind.BOARD,
            openness=most_closed(Openness.NETWORK, Openness(self.item.planned_openness)),
        )
        return Commission(asked=given["asked"] or new, point=given.get("point"))
