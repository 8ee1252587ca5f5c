"""Forms for putting an open point to another body, and for answering."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.decisions.models import FollowUp
from ivz.meetings.forms.planning import offer
from ivz.network.models import Body, in_force


class _BodyOfNetwork(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.network.name})"


class ReferForm(forms.Form):
    """To which body, and what it is asked."""

    body = _BodyOfNetwork(
        label=_("To which body?"),
        queryset=Body.objects.none(),
        empty_label=_("Choose a body"),
        help_text=_("Also of another network or another joint scheme."),
    )
    text = forms.CharField(
        label=_("What do you ask of it?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("This is all that the other body reads. Name no people."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, follow_up: FollowUp, actor: Actor
    ) -> None:
        super().__init__(data, initial={"text": follow_up.what})
        bodies = Body.objects.filter(in_force(actor.today)).exclude(pk=follow_up.body_id)
        offer(self, "body", bodies.select_related("network").order_by("name", "network__name"))


class AnswerForm(forms.Form):
    """What the body answers."""

    text = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 3}))
