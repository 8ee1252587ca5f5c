"""How allauth is bent to the rules of the house."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ivz.accounts.models import User
from ivz.signin import entering, single_sign_on

NO_ADDRESS = "0.0.0.0"  # noqa: S104  (counted under, not bound)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Says in our words what was wrong, and sends nothing by itself."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "This was tried too often. Wait five minutes, and then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts come from invitations only."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the address somebody comes from; a server behind a socket knows none."""
        return get_client_ip(request) or NO_ADDRESS


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted with the key of the installation."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or was used already. Try the next one."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a stored secret."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """Name the platform in the app that makes codes."""
        return "Platform IVZ"

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Name the account on the passkey; its key says nothing about the person."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.username, "display_name": user.username}


def _box() -> Fernet:
    key = hashlib.sha256(f"ivz.signin.factors:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets the provider sign in whom we know, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Refuse: accounts come from invitations only."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Take over from allauth once the provider has told who it is."""
        raise ImmediateHttpResponse(single_sign_on.enter(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say on the page for signing in that it did not work, and keep that it was refused."""
        entering.note_refusal(request)
        raise ImmediateHttpResponse(single_sign_on.turn_away(request))
