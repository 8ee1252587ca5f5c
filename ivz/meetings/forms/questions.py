"""Forms for putting a subject before a body, and the terms that come with a question."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.decisions.effects import Carried
from ivz.decisions.moving import in_words
from ivz.meetings.actions.questions import Submission
from ivz.meetings.forms.lateness import LATE_REASON, ask_why_late
from ivz.meetings.models import Meeting
from ivz.meetings.queries import questions as queries
from ivz.meetings.rules.questions import Matter
from ivz.web.templatetags.ivz import long_date

TERM = "term_"  # begins the name of a field that belongs to the question
WITH_PROPOSAL, ITEM_ONLY = "voorstel", "punt"


def add_terms(form: forms.Form, fields: Mapping[str, forms.Field]) -> None:
    """Put the fields of a question in a form."""
    form.fields.update({f"{TERM}{name}": field for name, field in fields.items()})


def typed_terms(form: forms.Form) -> dict[str, str]:
    """Give what was typed in the fields of the question, as it is kept."""
    names = [name for name in form.fields if name.startswith(TERM)]
    return {name.removeprefix(TERM): str(form.data.get(name, "")).strip() for name in names}


def terms_in_words(fields: Mapping[str, forms.Field], terms: Mapping[str, str]) -> str:
    """Write terms as people read them; what cannot be used stands as it was typed."""
    words = []
    for name, field in fields.items():
        raw = terms.get(name, "")
        try:
            word = in_words({name: field}, {name: field.clean(raw)})[name]
        except forms.ValidationError:
            word = raw
        words.append(f"{field.label}: {word}")
    return "\n".join(words)


class SubmissionForm(forms.Form):
    """Which body, which meeting, and the words that stand on the agenda."""

    meeting = forms.ChoiceField(label=_("Which meeting?"))
    title = forms.CharField(label=_("Title on the agenda"), max_length=200)
    with_proposal = forms.ChoiceField(
        label=_("What comes on the agenda?"),
        choices=[
            (WITH_PROPOSAL, _("A proposal with one advice point")),
            (ITEM_ONLY, _("An item without a proposal")),
        ],
        widget=forms.RadioSelect,
        initial=WITH_PROPOSAL,
    )
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("Stands at the top of the proposal."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(
        label=_("Why does this come on the agenda?"),
        help_text=_("The secretary reads this, and decides whether it comes on the agenda."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, matter: Matter, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        found = queries.meetings_to_choose(matter, actor=actor)
        self.meetings = {str(meeting.pk): meeting for meeting in found}
        self.own = {
            key
            for key, meeting in self.meetings.items()
            if queries.may_edit_agenda(meeting, actor=actor)
        }
        choice = self.fields["meeting"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [(key, self._named(key)) for key in self.meetings]
        if self.own == set(self.meetings):
            del self.fields["reason"]
        frozen = [self.meetings[key] for key in self.own]
        ask_why_late(self, [each for each in frozen if each.is_frozen_on(actor.today)])
        add_terms(self, matter.question.terms(matter.subject))
        terms = [name for name in self.fields if name.startswith(TERM)]
        self.order_fields(["meeting", *terms])

    def _named(self, key: str) -> str:
        meeting = self.meetings[key]
        named = f"{meeting.body.short_name}, {long_date(meeting.date)}"
        if meeting.is_practice:
            named = gettext("%(meeting)s (practice)") % {"meeting": named}
        if key not in self.own:
            named = gettext("%(meeting)s (you ask the secretary)") % {"meeting": named}
        return named

    @property
    def asks_others(self) -> bool:
        """Whether somebody else puts it on the agenda that was chosen."""
        return self.cleaned_data["meeting"] not in self.own

    def chosen_meeting(self) -> Meeting:
        """Give the meeting that was chosen."""
        return self.meetings[self.cleaned_data["meeting"]]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        asks = given.get("meeting") and self.asks_others
        if asks and not given.get("reason", "").strip():
            self.add_error("reason", gettext("Say why: the secretary decides on it."))
        return given

    def submission(self, carried: Carried) -> Submission:
        """Give what is put forward, on the terms that were filled in."""
        return Submission(
            carried=Carried(
                kind=carried.kind,
                subject_id=carried.subject_id,
                question=carried.question,
                terms=typed_terms(self),
            ),
            title=self.cleaned_data["title"],
            summary=self.cleaned_data["summary"],
            with_proposal=self.cleaned_data["with_proposal"] == WITH_PROPOSAL,
            late_reason=self.cleaned_data.get(LATE_REASON, ""),
        )
