"""Forms to write a paper, to choose among them, and to ask and answer questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.documents.forms import DocumentField
from ivz.knowledge.actions.papers import PaperDetails, QuestionDetails
from ivz.knowledge.models import KnowledgePaper, KnowledgeQuestion
from ivz.knowledge.queries.papers import PaperFilter
from ivz.knowledge.states import PaperKind
from ivz.network.models import Organisation, Theme, in_force
from ivz.portfolios.forms.portfolios import day_field

ASKED = {
    PaperKind.MEMO: {"occasion", "organisations", "lessons"},
    PaperKind.RESEARCH: {"made_by"},
    PaperKind.QUESTIONS: set[str](),
}
ONLY_OF_A_KIND = ASKED[PaperKind.MEMO] | ASKED[PaperKind.RESEARCH]
DAYS = {
    PaperKind.MEMO: _("On which day was the learning table held?"),
    PaperKind.RESEARCH: _("On which day was it presented?"),
    PaperKind.QUESTIONS: _("Of which day is it?"),
}
LEVELS = [
    (Openness.NETWORK.value, _("Everybody in the network")),
    (Openness.PUBLIC.value, _("Whoever reads the paper, also without an account")),
]


def _text(label: Any, *, rows: int = 4, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)


class PaperForm(forms.Form):
    """What was learnt or found; only what belongs to the kind of paper is asked."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("What is it about, in a few words?"), max_length=200)
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("Choose a theme"),
    )
    on = day_field(_("Date"))
    made_by = forms.CharField(
        label=_("Who did the research?"),
        help_text=_("The organisation or the function, no name of a person."),
        max_length=200,
    )
    occasion = forms.CharField(label=_("What was the occasion?"), max_length=300)
    organisations = forms.ModelMultipleChoiceField(
        label=_("Which organisations took part?"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    lessons = _text(
        _("Which lessons are there?"),
        rows=8,
        help_text=_("One lesson a line. No names and no cases."),
    )
    summary = _text(_("Summary"), rows=6, required=False)
    source_url = forms.URLField(
        label=_("Where can that be read?"),
        help_text=_("An address that begins with https://, where there is one."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        assume_scheme="https",
    )

    def __init__(
        self,
        *args: Any,
        kind: PaperKind,
        organisations: QuerySet[Organisation],
        actor: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._offer("theme", Theme.objects.filter(in_force(actor.today)))
        self._offer("organisations", organisations)
        for name in ONLY_OF_A_KIND - ASKED[kind]:
            del self.fields[name]
        self.fields["on"].label = DAYS[kind]
        self.fields["theme"].required = kind != PaperKind.QUESTIONS
        self.fields["summary"].required = kind == PaperKind.RESEARCH

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def details(self) -> PaperDetails:
        """Give what was filled in."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return PaperDetails(kind=self.kind, **given)


def paper_as_stored(row: KnowledgePaper) -> dict[str, Any]:
    """Give a paper as the form shows it."""
    names = ["version", "title", "on", "made_by", "occasion", "lessons", "summary", "source_url"]
    return {name: getattr(row, name) for name in names} | {
        "theme": row.theme.code if row.theme else None,
        "organisations": [each.pk for each in row.organisations.all()],
    }


class FileForm(forms.Form):
    """The file of a paper; on a public one with a confirmation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = DocumentField()
    is_public_at_once = forms.BooleanField(
        label=_("Everyone can read the new file at once"), required=False
    )

    def __init__(self, *args: Any, paper: KnowledgePaper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = paper.version
        if paper.openness != Openness.PUBLIC:
            del self.fields["is_public_at_once"]


class QuestionForm(forms.Form):
    """A question; with the answer, and who reads it, for whoever may answer."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    question = _text(_("What is the question?"), rows=3, help_text=_("No names and no cases."))
    answer = _text(
        _("What is the answer?"),
        rows=6,
        required=False,
        help_text=_("Empty: the question waits for an answer."),
    )
    openness = forms.ChoiceField(
        label=_("Who reads this question with its answer?"),
        choices=LEVELS,
        widget=forms.RadioSelect,
        initial=Openness.NETWORK,
    )

    def __init__(self, *args: Any, answers: bool, is_restricted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not answers:
            del self.fields["answer"]
        if not answers or is_restricted:
            del self.fields["openness"]

    def details(self) -> QuestionDetails:
        """Give what was filled in."""
        given = self.cleaned_data
        return QuestionDetails(
            question=given["question"],
            answer=given.get("answer", ""),
            openness=Openness(given.get("openness", Openness.NETWORK)),
        )


def question_as_stored(row: KnowledgeQuestion) -> dict[str, Any]:
    """Give a question as the form shows it."""
    return {name: getattr(row, name) for name in QuestionForm.base_fields}


class ChoosePapersForm(forms.Form):
    """Which papers are shown; what does not exist is left out."""

    thema = forms.ChoiceField(label=_("Theme"), required=False)
    soort = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, asked: QueryDict, *, themes: Sequence[tuple[str, str]]) -> None:
        super().__init__(asked)
        every: Any = ("", _("All"))
        for name, offered in {"thema": themes, "soort": PaperKind.choices}.items():
            field: Any = self.fields[name]
            field.choices = [every, *offered]

    def chosen(self) -> PaperFilter:
        """Give what was asked."""
        self.is_valid()
        asked = self.cleaned_data
        return PaperFilter(theme=asked.get("thema", ""), kind=asked.get("soort", ""))
