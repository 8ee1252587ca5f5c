"""Forms for asking, working out, testing and answering."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind
from ivz.knowledge.models import Development
from ivz.network.models import Network, Person, Theme, in_force
from ivz.portfolios.queries.portfolios import possible_leaders
from ivz.projects.actions.assessments import Judgement
from ivz.projects.actions.assignments import AssignmentDetails
from ivz.projects.actions.requests import RequestDetails
from ivz.projects.models import Assessment, Assignment
from ivz.projects.questions import ASSIGNMENT_QUESTIONS
from ivz.projects.states import ASSIGNED, Conclusion, Criterion, RequesterKind, Section


def long_text(label: Any, *, rows: int = 4, **given: Any) -> forms.CharField:
    """Make a field for a text of some lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)


class RequestForm(forms.Form):
    """What somebody asks, in a few fields."""

    title = forms.CharField(
        label=gettext_lazy("What should it be about?"),
        help_text=gettext_lazy("A few words, as you would put it on an agenda."),
        max_length=200,
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("I do not know"),
        help_text=gettext_lazy("It tells in how many municipalities this plays."),
    )
    problem = long_text(
        gettext_lazy("What is the problem?"),
        help_text=gettext_lazy("No names and no cases: only what goes wrong, where and how often."),
    )
    why_now = long_text(gettext_lazy("Why now?"), required=False, rows=3)
    requester_kind = forms.ChoiceField(
        label=gettext_lazy("On whose behalf do you ask?"),
        choices=RequesterKind.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, network: Network, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes: Any = self.fields["theme"]
        themes.queryset = Theme.objects.filter(in_force(actor.today))
        self.fields["requester_kind"].initial = _usual_kind(actor)

    def details(self) -> RequestDetails:
        """Give what was filled in."""
        cleaned = self.cleaned_data
        return RequestDetails(
            title=cleaned["title"],
            problem=cleaned["problem"],
            why_now=cleaned["why_now"],
            theme=cleaned["theme"],
            requester_kind=RequesterKind(cleaned["requester_kind"]),
        )


class RequestForOtherForm(RequestForm):
    """A request that chair or coordinator notes for somebody else."""

    requester = forms.ModelChoiceField(
        label=gettext_lazy("Who asks?"),
        help_text=gettext_lazy("The answer goes to this person. Leave it empty if it is you."),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("I do"),
    )

    def __init__(self, *args: Any, network: Network, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, network=network, actor=actor, **kwargs)
        people: Any = self.fields["requester"]
        people.queryset = possible_leaders(network, on=actor.today)

    def details(self) -> RequestDetails:
        """Give what was filled in, with who asks and that person's organisation."""
        requester: Person | None = self.cleaned_data["requester"]
        found = vars(super().details())
        organisation = requester.organisation if requester else None
        return RequestDetails(**found | {"requester": requester, "organisation": organisation})


def made_of(development: Development | None) -> dict[str, Any]:
    """Give what a request says first, where it is made of a development."""
    if development is None:
        return {}
    meaning = f"\n\n{development.meaning}" if development.meaning else ""
    return {
        "title": development.title,
        "theme": development.theme.code if development.theme else None,
        "problem": f"{development.what}{meaning}",
        "why_now": development.source,
    }


def _usual_kind(actor: Actor) -> RequesterKind:
    sits_on_board = any(seat.body_kind == BodyKind.BOARD for seat in actor.seats)
    return RequesterKind.MAYOR if sits_on_board else RequesterKind.PARTNER


NEEDED = {Section.CAUSE, Section.AIM}


class AssignmentForm(forms.Form):
    """The assignment, with the questions that help to write it; its texts are those of the plan."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week it takes, of all partners together"),
        max_digits=5,
        decimal_places=1,
        min_value=0,
        required=False,
    )
    agenda_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes it takes in a meeting of the deciding body"),
        min_value=0,
        max_value=600,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in ASSIGNED:
            self.fields[section.value] = long_text(section.label, required=section in NEEDED)
        self.order_fields(["version", *(section.value for section in ASSIGNED)])

    def details(self) -> AssignmentDetails:
        """Give what was filled in."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return AssignmentDetails(**cleaned)

    def with_questions(self) -> Iterator[tuple[BoundField, list[Any]]]:
        """Give each field with the questions that help to fill it in."""
        for field in self.visible_fields():
            yield field, list(ASSIGNMENT_QUESTIONS.get(field.name, []))


def assignment_as_stored(assignment: Assignment | None) -> dict[str, Any]:
    """Give an assignment as the form shows it."""
    if assignment is None:
        return {}
    names = ["version", *AssignmentDetails.__dataclass_fields__]
    return {name: getattr(assignment, name) for name in names}


JUDGED = [criterion for criterion in Criterion if criterion != Criterion.WIDESPREAD]


class AssessmentForm(forms.Form):
    """A judgement with a reason on each criterion that is not counted."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        because = gettext_lazy("Because")
        self.told_as = {f"{each}_reason": f"{each.label}: {because}" for each in JUDGED}
        for criterion in JUDGED:
            self.fields[f"{criterion}_holds"] = forms.ChoiceField(
                label=criterion.label,
                choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"{criterion}_reason"] = long_text(
                because, rows=2, required=False, max_length=1000
            )

    def judgements(self) -> dict[Criterion, Judgement]:
        """Give what was filled in."""
        return {
            criterion: Judgement(
                is_met=self.cleaned_data[f"{criterion}_holds"] == "yes",
                reason=self.cleaned_data[f"{criterion}_reason"],
            )
            for criterion in JUDGED
        }

    def clean(self) -> None:
        """Ask a reason where a criterion does not hold."""
        for criterion in JUDGED:
            holds = self.cleaned_data.get(f"{criterion}_holds")
            if holds == "no" and not self.cleaned_data.get(f"{criterion}_reason", "").strip():
                self.add_error(f"{criterion}_reason", gettext_lazy("Say why it does not hold."))

    def groups(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        """Give each criterion with its two fields."""
        for criterion in JUDGED:
            yield criterion.value, self[f"{criterion}_holds"], self[f"{criterion}_reason"]


def judged_before(assessment: Assessment | None) -> dict[str, Any]:
    """Give the last judgements as the form shows them, and the version of a test that is open."""
    is_open = assessment and assessment.conclusion == Conclusion.OPEN
    filled: dict[str, Any] = {"version": assessment.version if assessment and is_open else 0}
    for finding in assessment.findings.all() if assessment else []:
        filled[f"{finding.criterion}_holds"] = "yes" if finding.is_met else "no"
        filled[f"{finding.criterion}_reason"] = finding.reason
    return filled


class ReasonForm(forms.Form):
    """Why, in words that somebody else reads."""

    reason = long_text(gettext_lazy("Reason"), max_length=2000)

    def __init__(self, *args: Any, label: Any = None, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text
