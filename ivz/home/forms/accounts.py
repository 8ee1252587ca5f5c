"""Signing in."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SignInForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("User name or e-mail address"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def refuse(self, *, is_locked_out: bool) -> None:
        """Say that this combination does not sign anyone in, and not which half was wrong."""
        wrong = _("This user name and password do not belong together.")
        locked = _("This went wrong five times. Wait a quarter of an hour, or ask a new password.")
        self.add_error("username", locked if is_locked_out else wrong)
