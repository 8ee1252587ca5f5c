"""The kinds of part that a project has, each with its form and its words."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ivz.projects.forms.acting import ActionPointForm, DeviationForm
from ivz.projects.forms.parts import (
    BudgetLineForm,
    IndicatorForm,
    MilestoneForm,
    PartForm,
    RelationForm,
    RiskForm,
)
from ivz.projects.models import (
    ActionPoint,
    BudgetLine,
    Deviation,
    Indicator,
    Milestone,
    Relation,
    Risk,
)


@dataclass(frozen=True, kw_only=True)
class PartKind:
    """One kind of part, with its form and what the page calls it."""

    model: type[models.Model]
    form: type[PartForm]
    add: str | Promise
    change: str | Promise


PART_KINDS = {
    "indicator": PartKind(
        model=Indicator,
        form=IndicatorForm,
        add=gettext_lazy("Add an indicator"),
        change=gettext_lazy("Change an indicator"),
    ),
    "mijlpaal": PartKind(
        model=Milestone,
        form=MilestoneForm,
        add=gettext_lazy("Add a milestone"),
        change=gettext_lazy("Change a milestone"),
    ),
    "risico": PartKind(
        model=Risk,
        form=RiskForm,
        add=gettext_lazy("Add a risk"),
        change=gettext_lazy("Change a risk"),
    ),
    "relatie": PartKind(
        model=Relation,
        form=RelationForm,
        add=gettext_lazy("Add a relation"),
        change=gettext_lazy("Change a relation"),
    ),
    "budget": PartKind(
        model=BudgetLine,
        form=BudgetLineForm,
        add=gettext_lazy("Add a budget line"),
        change=gettext_lazy("Change a budget line"),
    ),
    "actie": PartKind(
        model=ActionPoint,
        form=ActionPointForm,
        add=gettext_lazy("Add an action"),
        change=gettext_lazy("Change an action"),
    ),
    "afwijking": PartKind(
        model=Deviation,
        form=DeviationForm,
        add=gettext_lazy("Note a deviation"),
        change=gettext_lazy("Change a deviation"),
    ),
}
