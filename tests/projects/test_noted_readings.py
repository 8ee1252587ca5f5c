"""Every page and answer that names a restricted project leaves a line of who read it.

Policy: docs/policy/openness.md
"""

import pytest

from ivz.audit.models import AuditEntry
from ivz.audit.states import Event
from ivz.authorization.openness import Openness
from ivz.projects.models import Project
from tests.factories import RestrictionFactory
from tests.projects import factories as make
from tests.projects.network import region, running
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db
CLOSED = "Geheimproject"


@pytest.fixture
def here():
    return region()


@pytest.fixture
def restricted(here):
    """A project that the mayor is named to read, as a part of one that everyone reads."""
    restriction = RestrictionFactory(imposed_by__body=here.board)
    restriction.readers.add(here.mayor.user.person)
    public = {"openness": Openness.PUBLIC, "planned_openness": Openness.PUBLIC}
    closed = {"openness": Openness.RESTRICTED, "planned_openness": Openness.RESTRICTED}
    whole = running(here, slug="geheel", **public)
    request = make.RequestFactory(body=here.board, **public)
    project = running(
        here,
        title=CLOSED,
        slug="geheimproject",
        parent=whole,
        assignment=make.AssignmentFactory(request=request),
        restriction=restriction,
        **closed,
    )
    make.ActionPointFactory(project=project, owner=here.mayor.user.person)
    return project


@pytest.mark.parametrize(
    "address", ["/projecten/resultaten/", "/api/v1/projects/geheel", "/api/v1/requests", "/"]
)
def test_naming_a_restricted_project_leaves_one_line(here, restricted, address):
    page = text_of(signed_in(here.mayor).get(address))

    assert CLOSED.lower() in page.lower()
    [line] = AuditEntry.objects.filter(
        event=Event.RESTRICTED_READ, subject_model=Project._meta.label
    )
    assert line.subject_id == str(restricted.pk)
