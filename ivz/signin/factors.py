"""Second factors of an account: codes from an app, passkeys, recovery codes.

The cryptography and the table are those of allauth; this is the part of it that is used.
"""

from base64 import b64encode
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.socialaccount.models import SocialAccount
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ivz.accounts.models import User
from ivz.accounts.sessions import Method

TOTP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN
CODES = Authenticator.Type.RECOVERY_CODES
METHODS = {
    TOTP.value: Method.TOTP,
    PASSKEY.value: Method.PASSKEY,
    CODES.value: Method.RECOVERY_CODE,
}


@dataclass(frozen=True, kw_only=True)
class Factor:
    """A second factor as the page of the account shows it."""

    pk: int
    label: str | Promise
    created_at: datetime
    last_used_at: datetime | None


def factors_of(user: User) -> list[Factor]:
    """Give what proves who the user is beside the password, oldest first; one query."""
    found = Authenticator.objects.filter(user=user).exclude(type=CODES).order_by("pk")
    return [
        Factor(
            pk=each.pk,
            label=_("Code from an app") if each.type == TOTP else each.wrap().name,
            created_at=each.created_at,
            last_used_at=each.last_used_at,
        )
        for each in found
    ]


def has_factor(user: User) -> bool:
    """Tell whether signing in asks a second step of the user."""
    return bool(Authenticator.objects.filter(user=user, type__in=[TOTP, PASSKEY]).exists())


class SecondStep(models.TextChoices):
    """How an account proves more than a password, as the review of access shows it."""

    OWN = "own", _("App or passkey")
    ELSEWHERE = "elsewhere", _("Single sign-on")
    NONE = "none", _("No second step")


def second_steps() -> defaultdict[int | None, SecondStep]:
    """Give per account which second step it has; two queries, however many accounts."""
    found: defaultdict[int | None, SecondStep] = defaultdict(lambda: SecondStep.NONE)
    tied = SocialAccount.objects.values_list("user", flat=True)
    found.update(dict.fromkeys(tied, SecondStep.ELSEWHERE))
    own = Authenticator.objects.filter(type__in=[TOTP, PASSKEY]).values_list("user", flat=True)
    found.update(dict.fromkeys(own, SecondStep.OWN))
    return found


def has_app(user: User) -> bool:
    """Tell whether the user has codes from an app; there is one app per account."""
    return bool(Authenticator.objects.filter(user=user, type=TOTP).exists())


def keep_app(user: User, *, secret: str) -> None:
    """Let codes that an app makes of ``secret`` count from now on."""
    totp.TOTP.activate(user, secret)


def keep_passkey(user: User, *, name: str, credential: dict[str, Any]) -> None:
    """Let a passkey count from now on."""
    webauthn.WebAuthn.add(user, name, credential)


def note_use(authenticator: Authenticator) -> Method:
    """Keep that a second factor was used just now, and give which sort it was."""
    authenticator.record_usage()
    return METHODS[authenticator.type]


def drop(user: User, pk: int) -> bool:
    """Let a second factor count no more, and tell whether it was there."""
    found = Authenticator.objects.filter(user=user, pk=pk).exclude(type=CODES)
    return bool(found.delete()[0])


def drop_all(user: User) -> None:
    """Let no second factor and no recovery code count any more."""
    Authenticator.objects.filter(user=user).delete()


def make_codes(user: User) -> None:
    """Make recovery codes; those of before count no more."""
    Authenticator.objects.filter(user=user, type=CODES).delete()
    RecoveryCodes.activate(user)


def codes_left(user: User) -> int:
    """Count the recovery codes that were not used yet."""
    found = Authenticator.objects.filter(user=user, type=CODES).first()
    return len(found.wrap().get_unused_codes()) if found else 0


def codes_to_show(user: User) -> list[str]:
    """Give the recovery codes the first time they are asked, and none after that."""
    found = Authenticator.objects.select_for_update().filter(user=user, type=CODES).first()
    if found is None or found.wrap().did_view:
        return []
    codes = found.wrap()
    codes.mark_as_viewed()
    shown: list[str] = codes.get_unused_codes()
    return shown


def picture_for_app(user: User, *, secret: str) -> str:
    """Give the square that an app reads, as an address that holds the picture itself."""
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"
