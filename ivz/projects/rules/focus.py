"""When a focus agenda may be written, proposed and judged.

Policy: docs/policy/projects.md#focus-agenda
"""

from datetime import MAXYEAR, date

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.rules.papers import BEFORE_A_BODY
from ivz.decisions.states import PaperState
from ivz.errors import RuleBroken
from ivz.projects.models import FocusAgenda, FocusGround, FocusTheme
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.states import GroundKind

YEARS = 2
# What each kind of ground has to lead to.
SOURCES = {
    GroundKind.FIGURE: "data_set",
    GroundKind.PROJECT: "project",
    GroundKind.DECISION: "decision",
    GroundKind.DOCUMENT: "document",
    GroundKind.PRIORITY: "counted_on",
}


def check_may_write(agenda: FocusAgenda, *, by: Actor) -> None:
    """Let chair and coordinator write a focus agenda until a body judges it."""
    check_may_steer(agenda.network, by=by)
    if agenda.state in BEFORE_A_BODY:
        raise RuleBroken(
            _("The focus agenda lies before a body and cannot change. It comes back by decision.")
        )
    if agenda.state == PaperState.ADOPTED:
        raise RuleBroken(
            _("What was adopted does not change. Make a next focus agenda; it takes over.")
        )


def check_agenda(agenda: FocusAgenda) -> None:
    """Refuse an agenda without a name or without a period of its own."""
    if not agenda.title.strip():
        raise RuleBroken(_("Say what it is called."), field="title")
    if agenda.valid_from is None or agenda.valid_until is None:
        raise RuleBroken(_("A focus agenda has a first and a last day."))
    if agenda.valid_until <= agenda.valid_from:
        raise RuleBroken(_("The last day lies before the first day. Choose a later last day."))


def period_ending(first: date) -> date:
    """Give the first day after the two years that an agenda holds from a day."""
    if first.year + YEARS > MAXYEAR:
        return date.max
    try:
        return first.replace(year=first.year + YEARS)
    except ValueError:  # the 29th of February
        return date(first.year + YEARS, 3, 1)


def holds_too_long(agenda: FocusAgenda) -> bool:
    """Tell whether an agenda holds for more than two years."""
    first, until = agenda.valid_from, agenda.valid_until
    return first is None or until is None or until > period_ending(first)


def check_theme(focus: FocusTheme) -> None:
    """Refuse a theme that stands on the agenda already."""
    if not focus.title.strip():
        raise RuleBroken(_("Say what comes first."), field="title")
    others = FocusTheme.objects.filter(agenda=focus.agenda).exclude(pk=focus.pk)
    if focus.theme and others.filter(theme=focus.theme).exists():
        raise RuleBroken(_("This theme stands on the agenda already."), field="theme")


def check_ground(ground: FocusGround) -> None:
    """Refuse a ground that nobody can trace."""
    kind = GroundKind(ground.kind)
    source = SOURCES.get(kind)
    if source and getattr(ground, source) is None:
        raise RuleBroken(_("Say what it rests on, so that others can look it up."))
    if kind == GroundKind.PRIORITY and ground.focus.theme is None:
        raise RuleBroken(
            _("Municipalities give priority to themes of the list. Choose its theme first.")
        )
    if kind != GroundKind.PRIORITY and not ground.text.strip():
        raise RuleBroken(_("Say in a sentence what it shows."), field="text")


def check_may_submit(agenda: FocusAgenda, *, by: Actor) -> None:
    """Refuse to propose an agenda of which a theme rests on nothing."""
    check_may_write(agenda, by=by)
    missing = missing_for_bodies(agenda)
    if missing:
        raise RuleBroken(
            _("Before the focus agenda can go to the Platform it needs: %(missing)s.")
            % {"missing": ", ".join(missing)}
        )


def missing_for_bodies(agenda: FocusAgenda) -> list[str]:
    """Give in words what an agenda still needs: its period, themes, and their grounds and roles."""
    themes = list(agenda.themes.prefetch_related("grounds"))
    missing = [_("a period of two years at most")] if holds_too_long(agenda) else []
    if not themes:
        missing.append(_("themes"))
    for each in themes:
        if not each.grounds.all():
            missing.append(_("what “%(theme)s” rests on") % {"theme": each.title})
        if not each.role.strip():
            missing.append(_("what the Platform does for “%(theme)s”") % {"theme": each.title})
    return missing


def check_has_room(agenda: FocusAgenda) -> None:
    """Refuse to adopt an agenda that begins on or before the one it takes over from."""
    later = FocusAgenda.objects.filter(
        body=agenda.body, state=PaperState.ADOPTED, valid_from__gte=agenda.valid_from
    ).exclude(pk=agenda.pk)
    clashing = later.filter(valid_from__lt=agenda.valid_until).first()
    if clashing is not None:
        raise RuleBroken(
            _("“%(title)s” begins in the same period already. Choose another period.")
            % {"title": clashing.title}
        )


def check_may_note_adopted(agenda: FocusAgenda, *, by: Actor) -> None:
    """Let chair and coordinator note an agenda that was adopted before it stood here."""
    check_may_write(agenda, by=by)
    check_has_room(agenda)
    if not agenda.themes.exists():
        raise RuleBroken(_("Add its themes first."))
    if agenda.decision is None and not agenda.origin.strip():
        raise RuleBroken(_("Name the decision that adopted it, or the paper that says so."))
    if agenda.decision is not None and agenda.decision.body_id != agenda.body_id:
        raise RuleBroken(
            _("%(body)s did not take that decision. Name one of its own.")
            % {"body": agenda.body.short_name}
        )
    started = agenda.valid_from is not None and agenda.valid_from <= by.today
    if agenda.decision is None and not started:
        raise RuleBroken(
            _("This agenda is yet to begin. Propose it to the Platform, or name the decision.")
        )
