"""Forms for a budget and its posts."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.finance.actions.budgets import PostDetails
from ivz.finance.models import Budget, BudgetPost
from ivz.finance.rules.budgets import LARGEST_TOLERANCE
from ivz.finance.states import PostKind
from ivz.network.models import Network
from ivz.projects.models import Project

LARGEST_EUROS = 100_000_000
CENTS = 100
LARGEST_FTE = 100


def amount_field(label: Any, **options: Any) -> forms.DecimalField:
    """Make a field for an amount in euros and cents."""
    return forms.DecimalField(
        label=label,
        max_value=LARGEST_EUROS,
        max_digits=11,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        **options,
    )


def cents(euros: Decimal) -> int:
    """Give an amount as whole cents."""
    return int(euros * CENTS)


def euros(amount_cents: int) -> Decimal:
    """Give whole cents as an amount."""
    return Decimal(amount_cents) / CENTS


class YearForm(forms.Form):
    """For which year a budget is begun."""

    year = forms.IntegerField(label=gettext_lazy("For which year?"), min_value=1, max_value=9_999)


class BudgetForm(forms.Form):
    """Why an edition is needed, and how much a post may deviate."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("What is new, and why?"),
        help_text=gettext_lazy("The body reads this above the amounts. Needed for a new edition."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    tolerance_percent = forms.IntegerField(
        label=gettext_lazy("From how many percent does a deviation ask for an explanation?"),
        help_text=gettext_lazy("Of the amount of the post. Usual is 10."),
        min_value=0,
        max_value=LARGEST_TOLERANCE,
    )


def budget_as_stored(budget: Budget) -> dict[str, Any]:
    """Give a budget as the form shows it."""
    return {name: getattr(budget, name) for name in ["version", "reason", "tolerance_percent"]}


class PostForm(forms.Form):
    """An amount, what it is for, where it comes from, and perhaps for which project."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=PostKind.choices)
    title = forms.CharField(label=gettext_lazy("What is the post called?"), max_length=150)
    amount = amount_field(
        gettext_lazy("Amount for the year, in euros"),
        min_value=Decimal(0),
        help_text=gettext_lazy("For instance 12500 or 12500,50."),
    )
    ground = forms.CharField(
        label=gettext_lazy("Where does the amount come from?"),
        help_text=gettext_lazy("A decision, a paper, an offer, or how you estimated it."),
        max_length=300,
    )
    coordination = forms.DecimalField(
        label=gettext_lazy("How many fte of coordination does it pay?"),
        help_text=gettext_lazy(
            "Over the whole year: half a year of 0,5 fte is 0,25. Leave it empty if it pays none."
        ),
        required=False,
        min_value=Decimal(0),
        max_value=LARGEST_FTE,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    project = forms.ModelChoiceField(
        label=gettext_lazy("For which project?"),
        queryset=Project.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("For no project in particular"),
    )

    def __init__(self, *args: Any, network: Network, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["project"]
        known = Project.objects.visible_to(actor).filter(body__network=network)
        offered.queryset = known.order_by("title")

    def details(self) -> PostDetails:
        """Give what was filled in."""
        given = self.cleaned_data
        return PostDetails(
            kind=PostKind(given["kind"]),
            title=given["title"],
            amount_cents=cents(given["amount"]),
            ground=given["ground"],
            project=given["project"],
            coordination_hundredths=int((given["coordination"] or 0) * 100),
        )


def post_as_stored(post: BudgetPost) -> dict[str, Any]:
    """Give a post as the form shows it."""
    return {
        "version": post.version,
        "kind": post.kind,
        "title": post.title,
        "amount": euros(post.amount_cents),
        "ground": post.ground,
        "coordination": post.coordination_fte or None,
        "project": post.project.slug if post.project else None,
    }
