"""Forms for evaluating a project, and for keeping what was learnt and what must stay."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.network.models import Organisation, Theme
from ivz.portfolios.forms.portfolios import day_field
from ivz.projects.models import Anchor, Lesson, Project
from ivz.projects.queries.projects import people_to_place
from ivz.projects.states import AnchorState, Question

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm


class AnswerForm(forms.Form):
    """The answer to one question of an evaluation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 12}), required=False, max_length=20000
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = question.label


class LessonForm(AnyModelForm):
    """Something learnt that helps others."""

    class Meta:
        model = Lesson
        fields = ["text", "theme"]
        labels = {"text": gettext_lazy("What did you learn?"), "theme": gettext_lazy("Theme")}
        help_texts = {
            "text": gettext_lazy("One lesson, so that somebody in another project can use it."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme: Any = self.fields["theme"]
        theme.queryset = Theme.objects.order_by("name")
        theme.empty_label = gettext_lazy("The theme of the project")


class AnchorForm(AnyModelForm):
    """What must stay after a project."""

    review_on = day_field(gettext_lazy("Look at it again on"))

    class Meta:
        model = Anchor
        fields = ["what", "owner", "organisation", "review_on"]
        labels = {
            "what": gettext_lazy("What must stay?"),
            "owner": gettext_lazy("Who sees to it?"),
            "organisation": gettext_lazy("On behalf of"),
        }

    def __init__(self, *args: Any, project: Project, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = people_to_place(project, on=actor.today)
        owner.required, owner.empty_label = True, gettext_lazy("Choose a function")
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.order_by("name")
        organisation.empty_label = gettext_lazy("The own organisation")


class ReviewForm(forms.Form):
    """Whether what must stay is kept up, and when somebody looks again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("Is it kept up?"),
        choices=AnchorState.choices,
        widget=forms.RadioSelect,
        initial=AnchorState.KEPT,
    )
    note = forms.CharField(
        label=gettext_lazy("What did you see?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    review_on = day_field(gettext_lazy("Look at it again on"), required=False)
