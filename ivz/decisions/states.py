"""Outcomes of a decision, and states of follow-ups and papers.

Policy: docs/policy/decisions.md#outcomes
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    """What a body concluded on one advice point."""

    ACCEPTED = "accepted", _("Accepted")
    ACCEPTED_WITH_OPEN_POINT = "accepted_with_open_point", _("Accepted with open point")
    AMENDED = "amended", _("Amended")
    REJECTED = "rejected", _("Rejected")
    DEFERRED = "deferred", _("Deferred")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NOTED = "noted", _("Noted")


class Series(models.TextChoices):
    """Which count a decision takes its number from.

    Closed decisions count apart, so that a gap in the public numbers never tells of one.
    Policy: docs/policy/openness.md#not-there-and-not-yours
    """

    OPEN = "open", _("Open series")
    CLOSED = "closed", _("Closed series")


class FollowUpKind(models.TextChoices):
    """What has to follow."""

    OPEN_POINT = "open_point", _("Open point")
    ACTION = "action", pgettext_lazy("follow-up", "Action")
    COMMITMENT = "commitment", _("Commitment")
    QUESTION = "question", _("Question")
    REFERRAL = "referral", _("Referral")
    ATTENTION = "attention", _("Point of attention")


class FollowUpState(models.TextChoices):
    """Whether it was done; dropped when it was put right or taken back."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


IN_EFFECT = frozenset({Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_OPEN_POINT, Outcome.AMENDED})


class EffectState(models.TextChoices):
    """Whether a decision moved the subject it is about, or why not.

    Policy: docs/policy/decisions.md#subjects
    """

    APPLIED = "applied", _("Carried out")
    NO_EFFECT = "no_effect", _("Without effect: this outcome changes nothing")
    NOT_COMPETENT = "not_competent", _("Without effect: another body decides on this")
    PRACTICE = "practice", _("Without effect: this is practice")
    REVERSED = "reversed", _("Reversed")


class PaperState(models.TextChoices):
    """How far a paper, such as a plan, is on its way through the bodies.

    Policy: docs/policy/decisions.md#papers
    """

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("With the Platform")
    ENDORSED = "endorsed", _("With the deciding body")
    ADOPTED = "adopted", _("Adopted")


class Ground(models.TextChoices):
    """The interest that a restriction protects, as article 5.1 of the Woo counts them.

    Source: Gemeentewet art. 87; Wet open overheid art. 5.1, first and second paragraph.
    """

    STATE_SAFETY = "woo-5.1.1b", _("Safety of the State (Woo 5.1, 1b)")
    TRADE_SECRETS = "woo-5.1.1c", _("Confidential company data (Woo 5.1, 1c)")
    SPECIAL_PERSONAL_DATA = "woo-5.1.1d", _("Special personal data (Woo 5.1, 1d)")
    FINANCE = "woo-5.1.2b", _("Economic or financial interests of government (Woo 5.1, 2b)")
    INVESTIGATION = "woo-5.1.2c", _("Detection and prosecution of offences (Woo 5.1, 2c)")
    SUPERVISION = "woo-5.1.2d", _("Inspection, control and supervision (Woo 5.1, 2d)")
    PRIVACY = "woo-5.1.2e", _("Respect for private life (Woo 5.1, 2e)")
    COMPETITION = "woo-5.1.2f", _("Other company data (Woo 5.1, 2f)")
    SECURITY = "woo-5.1.2h", _("Security of people and companies (Woo 5.1, 2h)")
    GOOD_GOVERNMENT = "woo-5.1.2i", _("Good functioning of government (Woo 5.1, 2i)")


class RestrictionStepKind(models.TextChoices):
    """What was done to a restriction."""

    IMPOSED = "imposed", _("Imposed")
    READERS = "readers", _("Readers changed")
    PROLONGED = "prolonged", _("Prolonged")
    LIFTED = "lifted", _("Lifted")


class ElsewhereState(models.TextChoices):
    """How far another organisation is with what it has to decide.

    Policy: docs/policy/decisions.md#elsewhere
    """

    ASKED = "asked", _("Asked")
    ON_AGENDA = "on_agenda", _("On the agenda there")
    IN_FAVOUR = "in_favour", _("Decided in favour")
    AGAINST = "against", _("Decided against")
    NOT_NEEDED = "not_needed", _("Not needed")


AWAITED_ELSEWHERE = frozenset({ElsewhereState.ASKED, ElsewhereState.ON_AGENDA})
DECIDED_ELSEWHERE = frozenset({ElsewhereState.IN_FAVOUR, ElsewhereState.AGAINST})


class Event(models.TextChoices):
    """What the audit trail records about decisions; the values are stored."""

    DECISION_RECORDED = "decision.recorded", _("Decision recorded")
    DECISION_PUBLISHED = "decision.published", _("Decision published")
    DECISION_PUT_RIGHT = "decision.put_right", _("Decision put right")
    DECISION_SENT = "decision.sent", _("Decision sent to an addressee")
    ADDRESSEE_REMOVED = "decision.addressee_removed", _("Addressee of a decision removed")
    ACKNOWLEDGED = "decision.acknowledged", _("Receipt of a decision acknowledged")
    ACKNOWLEDGEMENT_TAKEN_BACK = (
        "decision.acknowledgement_taken_back",
        _("Acknowledgement of a decision taken back"),
    )
    ELSEWHERE_ASKED = "decision.elsewhere_asked", _("Decision asked elsewhere")
    ELSEWHERE_NOTED = "decision.elsewhere_noted", _("Decision elsewhere noted")
    ELSEWHERE_REMOVED = "decision.elsewhere_removed", _("Decision elsewhere removed")
    EFFECT_APPLIED = "decision.effect_applied", _("Effect of a decision carried out")
    EFFECT_REVERSED = "decision.effect_reversed", _("Effect of a decision reversed")
    FOLLOW_UP_OPENED = "followup.opened", _("Follow-up opened")
    FOLLOW_UP_PUBLISHED = "followup.published", _("Follow-up published")
    FOLLOW_UP_DONE = "followup.done", _("Follow-up done")
    FOLLOW_UP_DROPPED = "followup.dropped", _("Follow-up dropped")
    RESTRICTED = "restriction.imposed", _("Restriction imposed")
    RESTRICTION_READERS = "restriction.readers_changed", _("Readers of a restriction changed")
    RESTRICTION_PROLONGED = "restriction.prolonged", _("Restriction prolonged")
    RESTRICTION_LIFTED = "restriction.lifted", _("Restriction lifted")
    OPENED = "restriction.opened", _("Record opened because its restriction was lifted")
