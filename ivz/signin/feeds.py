"""Who a calendar reads for.

Policy: docs/policy/accounts.md#calendar
"""

import secrets

from ivz.accounts.models import User
from ivz.signin.models import FeedKey, digest_of

MOST_KEYS = 5


def new_key() -> str:
    """Give a key that nobody guesses: 32 random bytes, fit for an address."""
    return secrets.token_hex(32)


def holder_of(key: str) -> User | None:
    """Give whose key it is while that account works; one query, whether it exists or not."""
    found = FeedKey.objects.filter(digest=digest_of(key), user__is_active=True)
    kept = found.select_related("user").first()
    return kept.user if kept else None
