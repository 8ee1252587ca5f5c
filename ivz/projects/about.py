"""What agendas and decisions tell of a project, or of one of its papers."""

from ivz.authorization.openness import Openness
from ivz.decisions.effects import About
from ivz.projects.models import Project


def about_project(
    project: Project, *, title: str, url: str = "", summary: str | None = None
) -> About:
    """Give what to tell of a paper: as open as its project, and in its words where it has none."""
    return About(
        title=title,
        url=url or project.get_absolute_url(),
        network=project.network,
        openness=Openness(project.openness),
        summary=project.summary if summary is None else summary,
    )
