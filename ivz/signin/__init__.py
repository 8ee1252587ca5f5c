"""Signing in: invitations, second factors, single sign-on, and who has an account."""
