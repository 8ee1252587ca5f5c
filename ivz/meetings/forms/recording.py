"""Forms for noting, recording and putting right decisions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.decisions.states import Outcome
from ivz.meetings.actions.recording import Noted
from ivz.meetings.forms.questions import TERM, add_terms, terms_in_words, typed_terms
from ivz.meetings.models import AgendaItem, DraftDecision, Meeting
from ivz.meetings.queries import recording as queries
from ivz.meetings.rules.questions import matter_of
from ivz.meetings.rules.recording import Point
from ivz.network.models import Person
from ivz.web.templatetags.ivz import long_date
from ivz.workflow.versions import StaleEdit


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of meetings, named by body and day."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a meeting as people do."""
        return f"{obj.body.short_name}, {long_date(obj.date)}"


class DraftForm(forms.Form):
    """The outcome of one point, with what it needs."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an outcome.")},
    )
    text = forms.CharField(
        label=_("What was decided"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    open_point = forms.CharField(
        label=_("What is still open?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who takes it up?"),
        required=False,
        empty_label=_("Choose a function"),
    )
    owner_words = forms.CharField(label=_("Who, in words"), required=False, max_length=150)
    due_on = forms.DateField(
        label=_("Ready on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    due_words = forms.CharField(label=_("When, in words"), required=False, max_length=100)
    returns_in = MeetingField(
        Meeting.objects.none(),
        label=_("Back in which meeting?"),
        required=False,
        empty_label=_("Choose a meeting"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, item: AgendaItem, point: Point, actor: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        meeting = item.meeting
        owner, returns_in = self.fields["owner"], self.fields["returns_in"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101
        assert isinstance(returns_in, forms.ModelChoiceField)  # noqa: S101
        owner.queryset = queries.possible_owners(meeting)
        returns_in.queryset = queries.later_meetings(meeting, actor=actor)
        self.terms = self._terms_of(point, actor=actor)
        add_terms(self, self.terms)

    def _terms_of(self, point: Point, *, actor: Actor) -> dict[str, forms.Field]:
        """Give the terms that the body can decide otherwise, to whoever may read the subject."""
        matter = matter_of(point.asked.carried(), actor=actor) if point.asked else None
        if matter is None or point.asked is None:
            return {}
        chosen = point.draft.terms if point.draft else None
        kept = chosen or point.asked.terms
        self.initial.update({f"{TERM}{name}": raw for name, raw in kept.items()})
        found = matter.question.terms(matter.subject)
        is_amended = self.data.get("outcome") == Outcome.AMENDED
        for field in found.values():
            field.required = field.required and is_amended
        return found

    @property
    def term_fields(self) -> list[forms.BoundField]:
        """The fields of the question, for the page."""
        return [self[f"{TERM}{name}"] for name in self.terms]

    def noted(self) -> Noted:
        """Give what was filled in."""
        given = self.cleaned_data
        return Noted(
            outcome=Outcome(given["outcome"]),
            text=given["text"],
            owner=given["owner"],
            owner_words=given["owner_words"],
            due_on=given["due_on"],
            due_words=given["due_words"],
            open_point=given["open_point"],
            returns_in=given["returns_in"],
            terms=typed_terms(self) if self.terms else None,
        )


class PutRightForm(DraftForm):
    """A better text for a recorded decision, and why."""

    reason = forms.CharField(
        label=_("Why is this put right?"),
        help_text=_("Everyone who may read the decision can read the reason."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RecordForm(forms.Form):
    """The last look before recording."""

    conclusion = forms.CharField(
        label=_("Conclusion of the chair"),
        help_text=_("Stands with the report of this item on the decision list."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    edition = forms.CharField(widget=forms.HiddenInput)


def initial_of(point: Point) -> dict[str, Any]:
    """Give what the form starts from: the draft, else the point as proposed."""
    draft = point.draft
    if draft is None:
        return {
            "text": point.proposed,
            "owner_words": point.owner_words,
            "due_words": point.due_words,
            "version": 0,
        }
    return {name: getattr(draft, name) for name in DraftForm.base_fields}


def readable(draft: DraftDecision, *, terms: Mapping[str, forms.Field]) -> list[tuple[str, str]]:
    """Give what stands in a draft as pairs of label and text, for people."""
    chosen = terms_in_words(terms, draft.terms) if draft.terms else ""
    return [
        (str(_("Outcome")), draft.get_outcome_display()),
        (str(_("What was decided")), draft.text),
        (str(_("Decided otherwise")), chosen),
        (str(_("What is still open?")), draft.open_point),
        (str(_("Who takes it up?")), draft.owner_words or str(draft.owner or "")),
        (str(_("Ready on")), draft.due_words or long_date(draft.due_on)),
        (str(_("Back in which meeting?")), long_date(getattr(draft.returns_in, "date", None))),
    ]


def both_texts(form: DraftForm, *, stale: StaleEdit) -> dict[str, list[tuple[str, str]]]:
    """Give what somebody else saved and what stands in ``form``, side by side.

    The form then starts from what stands there now, so that saving again works.
    """
    current = stale.current
    assert isinstance(current, DraftDecision)  # noqa: S101
    start_again(form, version=current.version)
    mine = DraftDecision(item=current.item, **vars(form.noted()))
    return {
        "theirs": readable(current, terms=form.terms),
        "mine": readable(mine, terms=form.terms),
    }


def start_again(form: forms.Form, *, version: int) -> None:
    """Keep what was filled in, and let the next save start from ``version``."""
    filled_in = {name: form.data.get(name) for name in form.data}
    form.data = {**filled_in, "version": str(version)}
