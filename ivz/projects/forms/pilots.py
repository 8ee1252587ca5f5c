"""Forms for what a pilot tries, offering it to a network, and answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.network.models import Network
from ivz.portfolios.forms.portfolios import day_field
from ivz.projects.actions.pilots import TrialDetails
from ivz.projects.forms.requests import long_text
from ivz.projects.models import Project, Transfer, Trial
from ivz.projects.states import TransferState


class TrialForm(forms.Form):
    """What is tried, where, until when, and what came of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tried = long_text(gettext_lazy("What is tried?"))
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=200)
    until = day_field(gettext_lazy("Until when?"), required=False)
    result = long_text(gettext_lazy("What came of it?"), required=False)

    def details(self) -> TrialDetails:
        """Give what was filled in."""
        names = ["tried", "place", "until", "result"]
        return TrialDetails(**{name: self.cleaned_data[name] for name in names})


def trial_as_stored(trial: Trial | None) -> dict[str, Any]:
    """Give a trial as the form shows it."""
    names = ["version", "tried", "place", "until", "result"]
    return {name: getattr(trial, name) for name in names} if trial else {}


class OfferForm(forms.Form):
    """To which network a pilot is offered."""

    network = forms.ModelChoiceField(
        label=gettext_lazy("To which network?"),
        queryset=Network.objects.none(),
        to_field_name="slug",
        empty_label=gettext_lazy("Choose a network"),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks: Any = self.fields["network"]
        offered = Transfer.objects.filter(project=project).values("network")
        others = Network.objects.exclude(pk=project.network.pk).exclude(pk__in=offered)
        networks.queryset = others.exclude(deciding_body=None).order_by("name")


class AnswerForm(forms.Form):
    """Whether a network takes a pilot over."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Do you take it over?"),
        choices=[each for each in TransferState.choices if each[0] != TransferState.PROPOSED],
        widget=forms.RadioSelect,
    )
    answer = long_text(gettext_lazy("Why, or what is different with you?"), required=False)


def answer_as_stored(transfer: Transfer) -> dict[str, Any]:
    """Give an answer as the form shows it; no choice is made while there is none."""
    stored = {"version": transfer.version, "answer": transfer.answer}
    return (
        stored if transfer.state == TransferState.PROPOSED else stored | {"state": transfer.state}
    )
