"""Every address there is, filled in with what the database holds.

What goes into an address is told by ``facts``, or found by convention: ``<slug:project>`` is the
slug of a record of the subject that answers, or of what that record hangs on.
"""

import re

from django.apps import apps
from django.db import models
from django.urls import get_resolver

from ivz.decisions.models import Addressee, Decision, DecisionElsewhere
from ivz.documents.links import link_to
from ivz.effort.models import Delivery
from ivz.finance.models import Booking, Budget
from ivz.meetings.models import AgendaItem, Agreement, Remark, RouteStep, Voice
from ivz.network.models import Body, Network, Person
from ivz.portfolios.models import LocalPolicy, Portfolio, Priority
from ivz.projects.models import FocusAgenda, Project
from ivz.projects.models import Request as ProjectRequest
from ivz.reports.models import AnnualPlan, PeriodicReport, YearlyDuty
from ivz.workflow.models import Change

FEED_KEY = "f" * 64
NETWORKS = ["twente", "ijsselland"]
CLOSED_FIRST = ["restricted", "body", "network", "public"]
MOST_PER_PATTERN = 3
NOWHERE = "-"  # most facts fit wherever their names do
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
OF_A_KIND = 3
OF_ITSELF = {"pk", "slug"}  # says nothing of whose it is
QUESTIONS = {"vergaderingen/voorleggen/": "?onderwerp=portfolio&id={portfolio}"}


def addresses(*, below=""):
    """Give every address there is, or those below one, as its pattern and the path."""
    known = list(facts())
    portfolio = Portfolio.objects.values_list("pk", flat=True).first()
    for pattern, view in patterns(get_resolver()):
        if not pattern.startswith(below):
            continue
        asks = QUESTIONS.get(pattern, "").format(portfolio=portfolio)
        yield from ((pattern, f"/{path}{asks}") for path in filled(pattern, view, known))


def patterns(resolver, before=""):
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        yield from (
            patterns(each, here) if hasattr(each, "url_patterns") else [(here, each.callback)]
        )


def filled(pattern, view, known):
    names = {name for _converter, name in ARGUMENT.findall(pattern)}
    fitting = [each for each in known if names <= each.keys()]
    fitting.sort(key=lambda each: not pattern.startswith(each.get("below", NOWHERE)))
    if not fitting or (names and names <= OF_ITSELF):
        fitting = [*by_convention(pattern, view), *fitting]
    assert fitting, f"{pattern} is new here: make such a record, or tell facts() what goes into it"
    paths = {ARGUMENT.sub(r"{\2}", pattern).format(**each): None for each in fitting}
    return list(paths)[:MOST_PER_PATTERN]


def by_convention(pattern, view):
    """Fill in an address from the records of the subject whose view answers it."""
    subject = view.__module__.removeprefix("ivz.").split(".")[0]
    if subject not in apps.app_configs:
        return
    for model in apps.get_app_config(subject).get_models():
        for record in model._default_manager.order_by("-pk")[:OF_A_KIND]:
            found = {
                name: value_for(record, name, converter)
                for converter, name in ARGUMENT.findall(pattern)
            }
            if None not in found.values():
                yield found


def value_for(record, name, converter):
    """Give what stands for ``name``: of the record, or of what it hangs on, at most two up."""
    above = [record, *parents(record)]
    above += [each for parent in above[1:] for each in parents(parent)]
    for each in above:
        bare = name.removesuffix("_id").removesuffix("_slug").removesuffix("_pk")
        is_it = each._meta.model_name == bare.replace("_", "") or bare in {
            "pk",
            "id",
            "slug",
            "key",
        }
        value = getattr(each, bare if bare in {"slug", "key"} else key_name(each, converter), None)
        if is_it and value not in {None, ""}:
            return value
        own = getattr(each, name, None) if name in field_names(each) else None
        if own is not None and not isinstance(own, models.Model):
            return own
    return None


def key_name(record, converter):
    if converter in {"int", "uuid"}:
        return "pk"
    return next((name for name in ("slug", "key", "code") if name in field_names(record)), "pk")


def field_names(record):
    return {each.name for each in record._meta.concrete_fields}


def parents(record):
    names = [each.name for each in record._meta.concrete_fields if each.many_to_one]
    return [parent for name in names if (parent := getattr(record, name)) is not None]


def facts():
    """Give what can stand in an address, most closed first, of the two networks in turn."""
    one_of_each = {}
    for item in AgendaItem.objects.select_related("meeting__body", "proposal").order_by("-pk"):
        paper = item.proposal if item.proposal and item.proposal.points.exists() else None
        body, meeting = item.meeting.body, item.meeting
        found = {"body": body.slug, "meeting": meeting.slug, "id": f"{body.slug}_{meeting.slug}"}
        found |= {"item": item.pk, "label": item.label, "suffix": "odt"}
        found |= {"point": paper.points.first().label if paper else "-"}
        found |= {"register_number": paper.register_number} if paper else {}
        key = (CLOSED_FIRST.index(item.openness), body.network_id, paper is None)
        one_of_each.setdefault(key, found)
    yield from (one_of_each[key] for key in sorted(one_of_each))
    yield from rest()
    parked = rows_of("meetings.ParkedItem")
    yield from ({"body": row.body.slug, "parked": row.pk} for row in parked)
    yield from decision_facts()
    yield from completion_facts()
    yield from round_facts()
    yield from route_facts()
    yield from agreement_facts()
    yield from voice_facts()
    yield from register_facts()
    yield from project_facts()
    yield from theme_facts()
    yield from knowledge_facts()


def knowledge_facts():
    """Give what can stand in an address of a development, a paper, an event or a theme week."""
    yield from ({"key": row.key} for row in rows_of("knowledge.Development"))
    for step in rows_of("knowledge.DevelopmentStep")[:OF_A_KIND]:
        yield {"key": step.development.key, "step": step.pk}
    for row in rows_of("knowledge.KnowledgePaper"):
        yield {"knowledge_paper": row.key, "suffix": "odt"}
    for row in apps.get_model("knowledge.KnowledgeQuestion").objects.order_by("-pk")[:OF_A_KIND]:
        yield {"knowledge_paper": row.paper.key, "knowledge_question": row.pk}
    for row in apps.get_model("meetings.PresentedPaper").objects.order_by("-pk")[:OF_A_KIND]:
        yield {"knowledge_paper": row.paper.key, "presented_paper": row.pk}
    yield from ({"event": row.key} for row in rows_of("events.NetworkEvent"))
    yield from ({"week": row.key, "suffix": "csv"} for row in rows_of("events.ThemeWeek"))


def decision_facts():
    """Give what can stand in the address of a decision, the newest three of each level."""
    for level in CLOSED_FIRST:
        rows = Decision.objects.filter(openness=level, is_practice=False).order_by("-pk")
        for row in rows.select_related("body")[:OF_A_KIND]:
            here = {"body": row.body.slug, "year": row.year, "number": row.number_in_series}
            yield {**here, "id": f"{row.body.slug}_{row.year}-{row.number_in_series}"}


def completion_facts():
    """Give what can stand in an address below a decision, the newest three of each kind."""
    for model, name in ((Addressee, "addressee"), (DecisionElsewhere, "elsewhere")):
        for row in model.objects.order_by("-pk")[:OF_A_KIND]:
            decision = row.decision
            here = {"body": decision.body.slug, "year": decision.year}
            yield {**here, "number": decision.number_in_series, name: row.pk}


def round_facts():
    """Give what can stand in an address of a concept round, the newest three remarks."""
    for row in Remark.objects.order_by("-pk")[:OF_A_KIND]:
        meeting = row.round.meeting
        here = {"body": meeting.body.slug, "meeting": meeting.slug}
        yield {**here, "concept": row.round_id, "remark": row.pk}


def route_facts():
    """Give what can stand in an address of a route, the newest three."""
    for row in RouteStep.objects.order_by("-pk")[:OF_A_KIND]:
        paper = row.proposal
        here = {"body": paper.body.slug, "register_number": paper.register_number}
        yield {**here, "step": row.pk}


def agreement_facts():
    """Give what can stand in an address of what was agreed at an item, the newest three."""
    for row in Agreement.objects.order_by("-pk")[:OF_A_KIND]:
        meeting = row.item.meeting
        here = {"body": meeting.body.slug, "meeting": meeting.slug}
        yield {**here, "item": row.item_id, "follow_up": row.follow_up_id}


def voice_facts():
    """Give what can stand in an address of a member at an item, the newest three."""
    for row in Voice.objects.order_by("-pk")[:OF_A_KIND]:
        meeting = row.item.meeting
        here = {"body": meeting.body.slug, "meeting": meeting.slug}
        yield {**here, "item": row.item_id, "seat": row.seat_id}


def register_facts():
    """Give what can stand in an address of the registers, for two networks."""
    change = Change.objects.values_list("pk", flat=True).first()
    for network in Network.objects.filter(slug__in=NETWORKS):
        here = {"network_slug": network.slug}
        yield {**here, "suffix": "csv"}
        yield {**here, "sheet": "gebieden", "suffix": "csv"}
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


def theme_facts():
    """Give the themes about which a network has closed projects, for what is known of each."""
    for network in NETWORKS:
        rows = Project.objects.filter(body__network__slug=network).exclude(theme=None)
        row = rows.exclude(openness="public").order_by("-pk").first() or rows.first()
        if row is not None:
            yield {"theme_code": row.theme.code, "suffix": "csv"}


def project_facts():
    """Give what can stand in an address of a request or project, one per level."""
    requests = {row.openness: row for row in ProjectRequest.objects.order_by("pk")}
    yield from ({"key": row.key} for row in requests.values())
    yield {"suffix": "csv"}
    yield from ({"change": pk} for pk in Change.objects.values_list("pk", flat=True)[:1])
    for agenda in {row.openness: row for row in FocusAgenda.objects.order_by("pk")}.values():
        theme = agenda.themes.first()
        grounds = theme.grounds.all() if theme else []
        here = {"agenda": agenda.slug, "suffix": "csv"}
        here |= {"theme": theme.pk, "kind": "prioriteit"} if theme else {}
        yield from ({**here, "ground": row.pk} for row in grounds)
    yield from budget_facts()
    yield from plan_facts()
    yield from report_facts()
    written = Delivery.objects.exclude(work_id=None).values_list("work_id", "pk")
    slugs = dict(Project.objects.values_list("pk", "slug"))
    yield from ({"slug": slugs[work], "delivery": pk} for work, pk in written[:3])
    for project in {row.openness: row for row in Project.objects.order_by("pk")}.values():
        here = {"slug": project.slug, "section": "aim", "number": 1, "role": "projectleider"}
        yield from ({**here, "pk": row.pk, "kind": "-"} for row in project.members.all()[:1])
        yield from ({**here, "pk": row.pk, "kind": "mijlpaal"} for row in project.milestones.all())
        yield from (
            {**here, "report": row.pk, "suffix": "odt"} for row in project.reports.reported()
        )
        yield from ({"pk": row.pk} for row in project.transfers.all())
        yield from ({**here, "point": row.pk} for row in project.action_points.all())
        yield from ({**here, "indicator": row.pk} for row in project.indicators.all())
        yield {"slug": project.slug, "suffix": "odt"}
        yield from ({**here, "anchor": row.pk, "question": "aim"} for row in project.anchors.all())


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
        "meetings.MeetingSeries": lambda row: {"meeting_series": row.pk, "year": 2017},
        "effort.Delivery": lambda row: {"delivery": row.pk},
        "privacy.CorrectionRequest": lambda row: {"pk": row.pk, "suffix": "csv"},
        "insight.DataSet": lambda row: {"slug": row.slug},
        "decisions.Restriction": lambda row: {"pk": row.pk},
        "decisions.Decision": lambda row: {"pk": row.pk, "kind": "besluit"},
        "finance.Scheme": lambda row: {
            "network": row.network.slug,
            "year": row.year,
            "code": row.network.area.code,
        },
        "accounts.User": lambda row: {"pk": row.pk},
        "signin.FeedKey": lambda row: {"feed_key": FEED_KEY},
        "network.Network": lambda row: {"network_slug": row.slug},
    }.items():
        yield from (fact(row) for row in rows_of(model))


def rows_of(label):
    """Give one row of a kind for each level and network, most closed first."""
    rows = apps.get_model(label).objects.order_by("-pk")
    if label == "network.Network":
        return rows.filter(slug__in=NETWORKS)
    one_of_each = {}
    for row in rows:
        place = getattr(row, "body", None)
        owner = place.network if place else getattr(row, "network", row)
        level = getattr(row, "openness", "public")
        one_of_each.setdefault((CLOSED_FIRST.index(level), owner.pk), row)
    return [one_of_each[key] for key in sorted(one_of_each)]


def plan_facts():
    """Give what can stand in an address of an annual plan, one per level."""
    levels = {row.openness: row for row in AnnualPlan.objects.select_related("body__network")}
    for plan in levels.values():
        places = {"network": plan.network.slug, "year": plan.year, "below": "jaarplannen/"}
        yield {**places, "suffix": "odt"}
        for line in plan.lines.all()[:1]:
            yield {**places, "line": line.pk}
            yield from ({**places, "line": line.pk, "word": word.pk} for word in line.told.all())


def report_facts():
    """Give what can stand in an address of a report or a yearly duty."""
    levels = {row.openness: row for row in PeriodicReport.objects.select_related("body__network")}
    for report in levels.values():
        places = {"network": report.network.slug, "year": report.year, "duty": report.duty_id}
        yield from (
            {**places, "suffix": "odt", "chapter": row.chapter} for row in report.parts.all()
        )
    yield from ({"pk": duty.pk, "year": 2017} for duty in YearlyDuty.objects.all()[:1])


def budget_facts():
    """Give what can stand in an address of a budget, one per level."""
    levels = {row.openness: row for row in Budget.objects.select_related("body__network")}
    for budget in levels.values():
        places = {"network": budget.network.slug, "year": budget.year, "edition": budget.edition}
        yield {**places, "suffix": "csv"}
        yield from ({**places, "post": row.pk} for row in budget.posts.all()[:1])
        booked = Booking.objects.filter(post__budget=budget).values_list("pk", flat=True)
        yield from ({**places, "booking": pk} for pk in booked[:1])
