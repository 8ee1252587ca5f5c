"""Links that end by themselves, for in a mail; for a closed document bound to one person.

Such a link adds nothing to anybody's rights: they are asked anew when it is followed.
Policy: docs/policy/documents.md#links-that-end
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse

from ivz.accounts.models import User
from ivz.documents.models import Document

LASTS = timedelta(days=14)
_SALT = "ivz.documents.link"


class Expired(Exception):
    """The link was good, once."""


class Forged(Exception):
    """This was never one of our links."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """What a link leads to, and whom it was made for; None: for everybody."""

    key: str
    user_id: int | None


def link_to(document: Document, *, bound_to: User | None) -> str:
    """Give the address of a link that lasts two weeks; unbound it only opens what is public."""
    said = [document.key, bound_to.pk if bound_to else None]
    return reverse("documents:link", args=[signing.dumps(said, salt=_SALT)])


def read_link(token: str) -> Link:
    """Give what a link says.

    Raises:
        Expired: it is older than it lasts.
        Forged: we did not make it.
    """
    try:
        key, user_id = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.SignatureExpired as error:
        raise Expired from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Forged from error
    return Link(key=key, user_id=user_id)
