"""Every address there is, filled in with what the database holds."""

import re

from django.apps import apps
from django.urls import get_resolver

from ivz.documents.links import link_to
from ivz.meetings.models import AgendaItem
from ivz.network.models import Body, Network, Person
from ivz.portfolios.models import LocalPolicy, Portfolio, Priority
from ivz.workflow.models import Change


def addresses():
    """Give every address there is, each with what the database holds to fill it in."""
    known = list(facts())
    for pattern in patterns(get_resolver()):
        names = frozenset(re.findall(r"<\w+:(\w+)>", pattern))
        fitting = [each for each in known if names <= each.keys()]
        assert fitting, f"{pattern} is new here: tell facts() what goes into it"
        filled = {re.sub(r"<\w+:(\w+)>", r"{\1}", pattern).format(**each) for each in fitting}
        yield from ((pattern, f"/{path}") for path in sorted(filled))


def patterns(resolver, before=""):
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        yield from patterns(each, here) if hasattr(each, "url_patterns") else [here]


def facts():
    """Give what can stand in an address; of items one per level and state of the meeting."""
    one_of_each = {}
    for item in AgendaItem.objects.select_related("meeting__body", "proposal").order_by("-pk"):
        paper = item.proposal
        key = (item.meeting.state, item.openness, paper is None)
        body, meeting = item.meeting.body.slug, item.meeting.slug
        found = {"body": body, "meeting": meeting, "id": f"{body}_{meeting}", "label": item.label}
        if paper:
            found |= {"item": item.pk, "point": paper.points.first().label}
        one_of_each.setdefault(key, found)
    yield from one_of_each.values()
    yield from rest()
    yield from register_facts()


def register_facts():
    """Give what can stand in an address of the registers, for two networks."""
    change = Change.objects.values_list("pk", flat=True).first()
    for network in Network.objects.filter(slug__in=["twente", "oost-nederland"]):
        here = {"network_slug": network.slug}
        yield {**here, "suffix": "csv"}
        changed = Person.objects.get(user__username="voorbeeld-municipal-coordinator")
        bodies = Body.objects.filter(network=network).order_by("pk")[:1]
        for row in [*bodies, changed, changed.organisation]:
            yield {**here, "slug": row.slug}
        yield from ({**here, "pk": seat.pk} for body in bodies for seat in body.seats.all()[:1])
        portfolios = Portfolio.objects.filter(network=network).select_related("theme")[:1]
        for portfolio in portfolios:
            ids = {"portfolio_id": portfolio.pk, "change_id": change}
            yield {**here, "theme": portfolio.theme.code, **ids}
        for priority in Priority.objects.select_related("municipality").order_by("pk")[:1]:
            yield {**here, "code": priority.municipality.code, "change_id": change}
        for policy in LocalPolicy.objects.select_related("register", "municipality")[:1]:
            places = {"register": policy.register.slug, "code": policy.municipality.code}
            yield {**here, **places, "change_id": change, "suffix": "csv"}


def rest():
    for model, fact in {
        "meetings.Proposal": lambda row: {
            "body": row.body.slug,
            "register_number": row.register_number,
        },
        "meetings.Annex": lambda row: {
            "body": row.body.slug,
            "annex": row.pk,
            "key": row.document.key if row.document else "-",
            "number": 1,
            "token": link_to(row.document, bound_to=None).split("/")[-2] if row.document else "-",
        },
        "decisions.FollowUp": lambda row: {
            "pk": row.pk,
            "follow_up": row.pk,
            "body": row.body.slug,
            "meeting": row.body.meetings.values_list("slug", flat=True).first() or "-",
        },
        "meetings.AgendaRequest": lambda row: {
            "body": row.meeting.body.slug,
            "meeting": row.meeting.slug,
            "asked": row.pk,
        },
        "insight.DataSet": lambda row: {"slug": row.slug},
        "finance.Scheme": lambda row: {
            "network": row.network.slug,
            "year": row.year,
            "code": row.network.area.code,
        },
        "accounts.User": lambda row: {"pk": row.pk},
        "network.Network": lambda row: {"network_slug": row.slug},
    }.items():
        yield from (fact(row) for row in apps.get_model(model).objects.all())
