"""A step is open to who may take it, while the state allows it."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken, passes, refusal
from ivz.workflow.transitions import Transition
from tests.factories import BodyFactory, member_of, secretary_of

pytestmark = pytest.mark.django_db

PUBLISH = Transition(
    sources={"held", "adopted"}, target="held", permission=Permission.PUBLISH_DECISIONS
)


def subject(state):
    return SimpleNamespace(state=state, get_state_display=lambda: f"staat {state}")


@pytest.mark.parametrize(
    ("make_actor", "state", "refused_with"),
    [
        (secretary_of, "held", None),
        (secretary_of, "adopted", None),
        (secretary_of, "draft", RuleBroken),
        (secretary_of, "", RuleBroken),
        (member_of, "held", PermissionDenied),
        (member_of, "draft", PermissionDenied),
    ],
)
def test_who_comes_before_when(make_actor, state, refused_with):
    body = BodyFactory()
    actor = make_actor(body)

    if refused_with is None:
        PUBLISH.check(subject(state), within=body, by=actor)
    else:
        with pytest.raises(refused_with):
            PUBLISH.check(subject(state), within=body, by=actor)


def test_a_broken_rule_says_in_which_state_the_thing_is():
    body = BodyFactory()

    with pytest.raises(RuleBroken, match="staat draft"):
        PUBLISH.check(subject("draft"), within=body, by=secretary_of(body))


@pytest.mark.parametrize(
    ("make_actor", "state", "shows_button", "reason"),
    [
        (secretary_of, "held", True, None),
        (secretary_of, "draft", False, "staat draft"),
        (member_of, "held", False, ""),
    ],
)
def test_a_page_asks_the_same_check_for_its_button(make_actor, state, shows_button, reason):
    body = BodyFactory()
    asked = {"within": body, "by": make_actor(body)}

    assert passes(PUBLISH.check, subject(state), **asked) is shows_button
    why = refusal(PUBLISH.check, subject(state), **asked)
    assert (why is None) if reason is None else (reason in why and bool(why) == bool(reason))
