"""What decisions do to portfolios: name who holds one, or end it.

Policy: docs/policy/effects.md
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.effects import (
    About,
    Effect,
    Question,
    Ruling,
    Step,
    SubjectKind,
    Trace,
    deciding_body,
    when_accepted,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.errors import RuleBroken
from ivz.network.models import Person, Seat
from ivz.network.models.bodies import MandateSubject
from ivz.portfolios.actions import portfolios as actions
from ivz.portfolios.actions.undoing import take_back_all
from ivz.portfolios.models import Portfolio
from ivz.portfolios.queries.portfolios import possible_holders
from ivz.portfolios.rules import portfolios as rules
from ivz.portfolios.states import PORTFOLIO
from ivz.web.templatetags.ivz import day_date
from ivz.workflow.changes import snapshot, subject_of
from ivz.workflow.models import Change


def _day(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **given)


def _leaders(portfolio: Portfolio) -> QuerySet[Person]:
    networks = [pk for pk in [portfolio.network_id, portfolio.network.parent_id] if pk]
    seats = Seat.objects.filter(body__network__in=networks, is_revoked=False)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("function")


def _terms_of_assigning(portfolio: Portfolio) -> dict[str, forms.Field]:
    return {
        "holder": forms.ModelChoiceField(
            label=gettext_lazy("Portfolio holder"),
            help_text=gettext_lazy(
                "Who decides on that day in the body that decides: chair and members, and who "
                "sits there for police or prosecutor."
            ),
            queryset=possible_holders(portfolio.network),
            empty_label=gettext_lazy("Choose a function"),
        ),
        "project_leader": forms.ModelChoiceField(
            label=gettext_lazy("Project leader"),
            queryset=_leaders(portfolio),
            required=False,
            empty_label=gettext_lazy("Nobody yet"),
        ),
        "valid_from": _day(gettext_lazy("From which day")),
    }


def _terms_of_ending(_portfolio: Portfolio) -> dict[str, forms.Field]:
    return {"last_day": _day(gettext_lazy("Last day"))}


def _assignment(ruling: Ruling, *, decision: Decision | None = None) -> actions.Assignment:
    return actions.Assignment(
        holder=ruling.terms["holder"],
        project_leader=ruling.terms["project_leader"],
        valid_from=ruling.terms["valid_from"],
        decision=decision,
    )


def _preview_assigning(portfolio: Portfolio, ruling: Ruling) -> str:
    facts = {
        "theme": portfolio.theme.name,
        "who": ruling.terms["holder"],
        "day": day_date(ruling.terms["valid_from"]),
    }
    if portfolio.holder is None:
        return _("From %(day)s %(who)s holds the portfolio “%(theme)s”.") % facts
    return _("From %(day)s %(who)s holds the portfolio “%(theme)s”, instead of %(before)s.") % {
        **facts,
        "before": portfolio.holder,
    }


def _check_assigning(portfolio: Portfolio, ruling: Ruling) -> None:
    first: date = ruling.terms["valid_from"]
    if portfolio.valid_from == first:
        raise RuleBroken(
            _("Somebody was named from that same day already. Choose a later day to take over.")
        )
    last = portfolio.valid_until
    # Its own line ends where the successor starts, so that line is no second holder.
    then = Portfolio(pk=portfolio.pk, network=portfolio.network, theme=portfolio.theme)
    then.holder, then.valid_from = ruling.terms["holder"], first
    then.valid_until = last if last is None or last > first else None
    rules.check_portfolio(then)
    if portfolio.valid_from and first < portfolio.valid_from:
        raise RuleBroken(
            _("That is before the present line starts, on %(day)s. Choose a later day.")
            % {"day": day_date(portfolio.valid_from)}
        )


def _assign(portfolio: Portfolio, ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    made = actions.succeed_by_decision(portfolio, _assignment(ruling, decision=decision), by=by)
    return {"changes": [change.pk for change in made]}


def _preview_ending(portfolio: Portfolio, ruling: Ruling) -> str:
    return _("The portfolio “%(theme)s” ends; its last day is %(day)s.") % {
        "theme": portfolio.theme.name,
        "day": day_date(ruling.terms["last_day"]),
    }


def _check_ending(portfolio: Portfolio, ruling: Ruling) -> None:
    until = ruling.terms["last_day"] + timedelta(days=1)
    if portfolio.valid_until is not None and portfolio.valid_until <= until:
        raise RuleBroken(
            _("It ends on %(day)s already. Choose an earlier last day, or withdraw this point.")
            % {"day": day_date(portfolio.last_day)}
        )
    rules.check_period(Portfolio(valid_from=portfolio.valid_from, valid_until=until))


def _end(portfolio: Portfolio, ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    until = ruling.terms["last_day"] + timedelta(days=1)
    made = actions.end_by_decision(portfolio, valid_until=until, decision=decision, by=by)
    return {"changes": [change.pk for change in made]}


def _reverse(_portfolio: Portfolio, decided: DecidedSubject, by: Actor) -> None:
    take_back_all(decided.trace["changes"], by=by)


def _depends(portfolio: Portfolio, decided: DecidedSubject) -> str:
    for change in Change.objects.filter(pk__in=decided.trace["changes"]):
        row = subject_of(change)
        if (snapshot(row) if row else None) != change.after:
            return _(
                "The portfolio “%(theme)s” changed again since. Take that back first, or take a "
                "new decision."
            ) % {"theme": portfolio.theme.name}
    return ""


_ASSIGN = Question(
    key="assign",
    label=gettext_lazy("Name who holds it"),
    asks=lambda portfolio: (
        _("Name who holds the portfolio “%(theme)s”.") % {"theme": portfolio.theme.name}
    ),
    terms=_terms_of_assigning,
    steps=[
        Step(
            key="board",
            competence=deciding_body(MandateSubject.POLICY),
            effects=when_accepted(
                Effect(
                    told=gettext_lazy("From %(valid_from)s %(holder)s holds the portfolio."),
                    preview=_preview_assigning,
                    check=_check_assigning,
                    apply=_assign,
                    reverse=_reverse,
                    depends=_depends,
                )
            ),
        )
    ],
)
_END = Question(
    key="end",
    label=gettext_lazy("End the portfolio"),
    asks=lambda portfolio: _("End the portfolio “%(theme)s”.") % {"theme": portfolio.theme.name},
    terms=_terms_of_ending,
    steps=[
        Step(
            key="board",
            competence=deciding_body(MandateSubject.POLICY),
            effects=when_accepted(
                Effect(
                    told=gettext_lazy("The portfolio ends; its last day is %(last_day)s."),
                    preview=_preview_ending,
                    check=_check_ending,
                    apply=_end,
                    reverse=_reverse,
                    depends=_depends,
                )
            ),
        )
    ],
)


def _about(portfolio: Portfolio) -> About:
    theme, network = portfolio.theme, portfolio.network
    return About(
        title=_("Portfolio %(theme)s") % {"theme": theme.name},
        url=reverse("portfolios:theme", args=[network.slug, theme.code]),
        network=network,
        openness=Openness.PUBLIC,
    )


PORTFOLIOS = SubjectKind(
    key=PORTFOLIO,
    label=gettext_lazy("Portfolio"),
    model=Portfolio,
    visible_to=lambda _actor: Portfolio.objects.select_related("network", "theme", "holder"),
    about=_about,
    theme="theme",
    questions=[_ASSIGN, _END],
)
