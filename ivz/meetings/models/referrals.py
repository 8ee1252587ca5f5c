"""Open points that a body puts to another body."""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.hanging import hangs_on
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import permissions_of
from ivz.authorization.seats import HeldSeat
from ivz.decisions.models import FollowUp
from ivz.meetings.states import ReferralState
from ivz.network.models import Body
from ivz.workflow.versions import Versioned


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep what ``actor`` may read.

        The body it was put to reads it, and in the network that put it whoever reads the
        follow-up. Nobody else, also where the follow-up is public.
        """
        sent = Q(
            hangs_on("follow_up", FollowUp.objects.visible_to(actor)),
            follow_up__body__network__in=sorted(actor.network_ids),
        )
        return self.filter(sent | Q(body__in=sorted(actor.body_ids)))

    def waiting_for(self, actor: Actor) -> Self:
        """Keep what waits for the bodies of which ``actor`` edits the agenda."""
        edited = {
            seat.body_id
            for seat in actor.seats
            if Permission.EDIT_AGENDA in permissions_of(seat.role, seat.body_kind)
        }
        return self.filter(body__in=sorted(edited), state=ReferralState.ASKED)

    def received_by(self, actor: Actor) -> Self:
        """Keep what was put to the bodies ``actor`` sits in."""
        return self.filter(body__in=sorted(actor.body_ids))


class Referral(Versioned):
    """That a follow-up is put to another body, which takes it up or answers (*doorverwijzing*).

    ``text`` is all that the other body reads; the follow-up itself stays as closed as it is.

    Policy: docs/policy/meetings.md#referring
    """

    follow_up = models.OneToOneField(FollowUp, on_delete=models.PROTECT, related_name="referral")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="referrals")
    text = models.TextField()
    referred_on = models.DateField()
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.ASKED)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-referred_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="referral_waits_exactly_while_unanswered",
                condition=Q(state=ReferralState.ASKED, answered_on=None, answered_by=None)
                | (
                    ~Q(state=ReferralState.ASKED)
                    & Q(answered_on__isnull=False, answered_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="referral_answered_with_words",
                condition=~Q(state=ReferralState.ANSWERED) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up} ({self.body.short_name})"

    def covers(self, seat: HeldSeat) -> bool:
        """Tell whether ``seat`` is a seat in the body it was put to."""
        return self.body.covers(seat)
