"""Forms for action points, and for deviations with what is done about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.projects.forms.parts import PartForm
from ivz.projects.models import ActionPoint, Deviation
from ivz.projects.queries.projects import people_to_place
from ivz.projects.states import DeviationState


class ActionPointForm(PartForm):
    """What somebody does, and by when."""

    class Meta:
        model = ActionPoint
        fields = ["what", "owner", "owner_words", "due_on", "done_on"]
        labels = {
            "what": gettext_lazy("What is to be done?"),
            "owner": gettext_lazy("Who does it?"),
            "owner_words": gettext_lazy("Or somebody outside the network"),
            "due_on": gettext_lazy("Ready on"),
            "done_on": gettext_lazy("Was ready on"),
        }

    def offer(self) -> None:
        """Offer who can be in the project group."""
        owner: Any = self.fields["owner"]
        owner.queryset = people_to_place(self.project, on=self.actor.today)
        owner.empty_label = gettext_lazy("Choose a function")

    def clean(self) -> dict[str, Any]:
        """Ask for one who does it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("owner")) == bool(cleaned.get("owner_words")):
            self.add_error("owner", gettext_lazy("Choose who does it, or name somebody; not both."))
        return cleaned


class DeviationForm(PartForm):
    """Where the project strays from its plan, why, and what is done about it."""

    class Meta:
        model = Deviation
        fields = ["aspect", "what", "noticed_on", "analysis", "measure", "state", "settled_on"]
        labels = {
            "aspect": gettext_lazy("In what?"),
            "what": gettext_lazy("What differs from the plan?"),
            "noticed_on": gettext_lazy("Noticed on"),
            "analysis": gettext_lazy("How did it come about?"),
            "measure": gettext_lazy("What do we do about it?"),
            "state": gettext_lazy("How far is it?"),
            "settled_on": gettext_lazy("Settled on"),
        }
        widgets = {"state": forms.RadioSelect}

    def offer(self) -> None:
        """Begin with today."""
        if not self.instance.pk:
            self.initial["noticed_on"] = self.actor.today

    def clean(self) -> dict[str, Any]:
        """Ask for a measure once something is done, and for a day exactly once it is settled."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        state = cleaned.get("state")
        if state != DeviationState.ANALYSED and not cleaned.get("measure", "").strip():
            self.add_error("measure", gettext_lazy("Say what is done about it."))
        if state != DeviationState.SETTLED:
            cleaned["settled_on"] = None
        elif not cleaned.get("settled_on"):
            cleaned["settled_on"] = self.actor.today
        return cleaned
