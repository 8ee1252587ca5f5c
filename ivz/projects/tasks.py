"""What the worker does for projects."""

from datetime import date

from django.utils.translation import gettext as _

from ivz.accounts.actors import system_actor
from ivz.projects.actions.assessments import spread_in_words
from ivz.projects.actions.evaluations import end
from ivz.projects.actions.requests import reopen_because_it_spread
from ivz.projects.queries.evaluations import past_their_last_day
from ivz.projects.queries.requests import spread_since_refusal

REOPENING = "projects.reopen-requests"
ENDING = "projects.end-projects"


def reopen_requests(today: date) -> None:
    """Look again at refused requests whose theme plays in enough municipalities by now."""
    by = system_actor(today, origin="worker")
    for request, where in spread_since_refusal(today):
        because = _("A municipality joined. %(count)s") % {"count": spread_in_words(where)}
        reopen_because_it_spread(request, because=because, by=by)


def end_projects(today: date) -> None:
    """Let projects whose last day passed be evaluated."""
    by = system_actor(today, origin="worker")
    for project in past_their_last_day(today):
        end(project, by=by)
