"""Finding projects by words: title, summary, theme under any name, and who holds it."""

from datetime import date

from django.db.models import Q

from ivz.authorization.roles import GroupRole
from ivz.network.models import in_force
from ivz.network.queries.search import words_of
from ivz.projects.models import Member
from ivz.projects.models.projects import ProjectQuerySet

_FIELDS = ["title", "summary", "theme__name", "theme__aliases", "led_by__name"]


def with_words(found: ProjectQuerySet, text: str, *, on: date) -> ProjectQuerySet:
    """Keep the projects in which every word stands somewhere; holders by function only."""
    held = Member.objects.filter(in_force(on), role=GroupRole.HOLDER)
    for word in words_of(text):
        stands = Q(pk__in=held.filter(person__function__icontains=word).values("project"))
        for field in _FIELDS:
            stands |= Q(**{f"{field}__icontains": word})
        found = found.filter(stands)
    return found
