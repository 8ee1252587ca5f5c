"""Forms for a proposal and its advice points."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.finance.models import Scheme
from ivz.insight.models import DataSet
from ivz.meetings.actions.proposals import PointDetails, ProposalDetails
from ivz.meetings.forms.lateness import ask_why_late
from ivz.meetings.forms.planning import KeepsHiddenChoices, day_field, offer
from ivz.meetings.models import Proposal
from ivz.meetings.pasted.points import Doubt, PastedPoint, points_in, references_in
from ivz.meetings.rules.lateness import frozen_with
from ivz.network.models import Body, Network, Person
from ivz.portfolios.forms.holders import offer_holders
from ivz.portfolios.queries.portfolios import possible_leaders
from ivz.web.requests import whole_number

MOST_POINTS = 150
_PREFIX = "points"


class ProposalForm(KeepsHiddenChoices):
    """The first page of a proposal."""

    register_number = forms.SlugField(
        label=gettext_lazy("Register number"),
        max_length=40,
        help_text=gettext_lazy("Letters, figures and hyphens, such as E01A. It never changes."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    author = forms.CharField(
        label=gettext_lazy("Author, by function"), max_length=150, required=False
    )
    portfolio_holder = forms.ModelChoiceField(
        label=gettext_lazy("Portfolio holder"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not known"),
    )
    project_leader = forms.ModelChoiceField(
        label=gettext_lazy("Project leader"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not known"),
        help_text=gettext_lazy("Both sign off the text before the agenda goes out."),
    )
    dated = day_field(label=gettext_lazy("Date of the proposal"), required=False)
    planned_openness = forms.ChoiceField(
        label=gettext_lazy("Who may see this"),
        choices=[choice for choice in Openness.choices if choice[0] != Openness.RESTRICTED],
        initial=Openness.NETWORK,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Public starts when the agenda goes out on which it stands. Closing works at once."
        ),
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("What is asked, why, and what it takes."),
    )
    touches_social_agenda = forms.BooleanField(
        label=gettext_lazy("Touches the social agenda"), required=False
    )
    touches_physical_agenda = forms.BooleanField(
        label=gettext_lazy("Touches the physical agenda"),
        required=False,
        help_text=gettext_lazy("On both agendas? Then directorate and circle decide on it too."),
    )
    scheme = forms.ModelChoiceField(
        label=gettext_lazy("Contribution table it rests on"),
        queryset=Scheme.objects.none(),
        required=False,
        empty_label=gettext_lazy("No table"),
    )
    data_set = forms.ModelChoiceField(
        label=gettext_lazy("Figures it rests on"),
        queryset=DataSet.objects.none(),
        required=False,
        empty_label=gettext_lazy("No figures"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        body: Body,
        actor: Actor,
        proposal: Proposal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if proposal is not None:
            self.stored = {"scheme": proposal.scheme, "data_set": proposal.data_set}
            del self.fields["register_number"]
        network = body.network_id
        self._offer_people(body.network, proposal, on=actor.today)
        offer(self, "scheme", Scheme.objects.visible_to(actor).filter(network=network))
        offer(self, "data_set", DataSet.objects.visible_to(actor).filter(network=network))
        ask_why_late(self, frozen_with(proposal, by=actor) if proposal else [])

    def _offer_people(self, network: Network, proposal: Proposal | None, *, on: date) -> None:
        """Offer as holder who may hold something of the network, as leader who may lead."""
        now = proposal.portfolio_holder if proposal else None
        offer_holders(self.fields["portfolio_holder"], network, on=on, now=now, of_period=False)
        leaders = possible_leaders(network, on=on).order_by().values("pk")
        known = Q(pk__in=leaders) | Q(pk=(proposal.project_leader_id if proposal else None) or 0)
        offer(self, "project_leader", Person.objects.filter(known).order_by("function"))

    def details(self, points: Sequence[PointDetails]) -> ProposalDetails:
        """Give what was filled in, as the action wants it."""
        kept = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"register_number", "version", "planned_openness"}
        }
        return ProposalDetails(
            **kept,
            planned_openness=Openness(self.cleaned_data["planned_openness"]),
            points=points,
        )

    @staticmethod
    def initial_of(proposal: Proposal) -> dict[str, object]:
        """Give a proposal as it stands."""
        names = (
            *("title", "author", "dated", "planned_openness", "summary", "version"),
            *("touches_social_agenda", "touches_physical_agenda"),
        )
        return {name: getattr(proposal, name) for name in names} | {
            "portfolio_holder": proposal.portfolio_holder_id,
            "project_leader": proposal.project_leader_id,
            "scheme": proposal.scheme_id,
            "data_set": proposal.data_set_id,
        }


class PointForm(forms.Form):
    """One advice point; emptied or left out it disappears."""

    label = forms.CharField(label=gettext_lazy("Number"), max_length=10, required=False)
    title = forms.CharField(label=gettext_lazy("What is asked"), max_length=250, required=False)
    text = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner_words = forms.CharField(label=gettext_lazy("Who does it"), max_length=150, required=False)
    due_words = forms.CharField(
        label=gettext_lazy("When it is due"), max_length=100, required=False
    )
    refers_to = forms.CharField(label=gettext_lazy("Refers to point"), required=False)
    doubt = forms.CharField(widget=forms.HiddenInput, required=False)
    leave_out = forms.BooleanField(label=gettext_lazy("Leave this point out"), required=False)

    @property
    def question(self) -> str:
        """What the page asks about this point; empty when all is clear."""
        doubt = str(self["doubt"].value() or "")
        return str(QUESTIONS[Doubt(doubt)]) if doubt in set(Doubt) else ""

    @property
    def is_filled(self) -> bool:
        """Whether there is anything in it to keep."""
        filled = ("label", "title", "text")
        return not self["leave_out"].value() and any(self[name].value() for name in filled)

    def clean(self) -> dict[str, Any]:
        """Ask number and title of every point that is kept."""
        cleaned = self.cleaned_data
        if not self.is_filled:
            return cleaned
        if not cleaned.get("label"):
            self.add_error("label", _("Give this point a number, or leave it out."))
        if not cleaned.get("title"):
            self.add_error("title", _("Say what is asked, or leave this point out."))
        return cleaned

    def details(self) -> PointDetails:
        """Give the point as the action wants it."""
        cleaned = self.cleaned_data
        return PointDetails(
            label=cleaned["label"].strip().rstrip(".").lower(),
            title=cleaned["title"],
            text=cleaned["text"],
            owner_words=cleaned["owner_words"],
            due_words=cleaned["due_words"],
            refers_to=_labels(cleaned["refers_to"]),
        )


def _labels(words: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"[0-9a-z]+", words.lower())))


QUESTIONS = {
    Doubt.BEFORE_FIRST: gettext_lazy(
        "This stood before the first number. Give it a number, or leave it out."
    ),
    Doubt.GAP: gettext_lazy("A number is missing before this one. Is that right?"),
    Doubt.RESTART: gettext_lazy(
        "The numbering starts again here. Is this another list? Change the numbers or leave it out."
    ),
    Doubt.DUPLICATE: gettext_lazy("This number stands there twice. Change one of the two."),
    Doubt.NO_TEXT: gettext_lazy("There is a number without text. Fill it in, or leave it out."),
}

PointFormSet = forms.formset_factory(PointForm, extra=1, max_num=MOST_POINTS)


def stored_points(proposal: Proposal) -> list[dict[str, object]]:
    """Give the advice points of a proposal as initial values."""
    points = proposal.points.prefetch_related("refers_to")
    return [
        {
            "label": point.label,
            "title": point.title,
            "text": point.text,
            "owner_words": point.owner_words,
            "due_words": point.due_words,
            "refers_to": ", ".join(other.label for other in point.refers_to.all()),
        }
        for point in points
    ]


def typed_points(data: Mapping[str, Any]) -> list[dict[str, object]]:
    """Give the advice points as they stand in a form that was sent, empty ones left out."""
    total = str(data.get(f"{_PREFIX}-TOTAL_FORMS", "0"))
    count = min(whole_number(total), MOST_POINTS)
    rows = [
        {name: data.get(f"{_PREFIX}-{number}-{name}", "") for name in PointForm.base_fields}
        for number in range(count)
    ]
    return [row for row in rows if row["label"] or row["title"] or row["text"]]


def split_points(text: str, *, beside: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Split pasted text into rows; what points refer to is found in their words.

    A number that already stands in the form is asked about too.
    """
    points = points_in(text)[:MOST_POINTS]
    taken = {str(row["label"]) for row in beside}
    known = taken | {point.label for point in points if point.label}
    return [_row(point, taken=taken, known=known) for point in points]


def _row(point: PastedPoint, *, taken: set[str], known: set[str]) -> dict[str, object]:
    doubt = Doubt.DUPLICATE if point.label in taken else point.doubt
    return {
        "label": point.label,
        "title": point.title,
        "text": point.rest,
        "refers_to": ", ".join(references_in(point.text, known=known, own=point.label)),
        "doubt": doubt or "",
    }
