"""A password hasher for tests, with so few rounds that it takes a moment only."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    iterations = 20_000
