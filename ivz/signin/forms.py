"""Forms for signing in and for accounts."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.models import User
from ivz.authorization.roles import Duty


def code_field() -> forms.CharField:
    """Give a field for a code; telephones then show digits and offer the code themselves."""
    return forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "ivz-code"}
        ),
    )


def password_field(label: Any, *, is_new: bool) -> forms.CharField:
    """Give a field for a password that password managers understand."""
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        help_text=gettext_lazy("At least 12 characters; a sentence is fine.") if is_new else "",
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password" if is_new else "current-password"}
        ),
    )


class CredentialField(forms.JSONField):
    """What a browser says of a passkey; anything of another shape is refused at the door."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        parts = found.get("response") if isinstance(found, dict) else None
        texts = [found.get(name) for name in ("id", "rawId", "type")] if parts else [None]
        if not isinstance(parts, dict) or not all(isinstance(text, str) for text in texts):
            raise forms.ValidationError(_("This is no passkey."))
        return found


class PasskeyInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey that signs in by itself."""

    credential = CredentialField()


class PasskeyStepForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second step."""

    credential = CredentialField()


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code; tried five times in five minutes at most."""

    code = code_field()


class AppForm(forms.Form):
    """The first code of a new app."""

    code = code_field()

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].replace(" ", "")
        if not totp.validate_totp_code(self.secret, code):
            raise forms.ValidationError(
                _("This code is not right. Does the telephone show the right time?")
            )
        return code


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    credential = CredentialField()
    name = forms.CharField(label=gettext_lazy("Name of this device"), max_length=60, required=False)

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or _("Passkey")


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NewPasswordForm(forms.Form):
    password = password_field(gettext_lazy("New password"), is_new=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, user=self.user)
        except forms.ValidationError as weak:
            raise forms.ValidationError([reason(each) for each in weak.error_list]) from None
        return password


class ChangePasswordForm(NewPasswordForm):
    current = password_field(gettext_lazy("Password until now"), is_new=False)
    field_order = ("current", "password")

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise forms.ValidationError(_("This is not your password until now."))
        return current


def reason(weak: forms.ValidationError) -> str:
    """Say in one sentence why a password is weak; Django has no Dutch for all of them."""
    reasons = {
        "password_too_short": _("This password is too short. Use at least 12 characters."),
        "password_too_common": _("Many people use this password. Choose another one."),
        "password_too_similar": _("This password looks like the user name. Choose another one."),
    }
    return reasons.get(weak.code or "", str(weak.messages[0]))


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Of the person's own mailbox; never one that people share."),
    )


class AppointmentForm(InvitationForm):
    username = forms.SlugField(
        label=gettext_lazy("User name"),
        max_length=60,
        help_text=gettext_lazy("The audit trail names the account so, for instance beheer-2."),
        widget=forms.TextInput(attrs={"autocapitalize": "none"}),
    )
    duty = forms.ChoiceField(label=gettext_lazy("Duty"), choices=Duty.choices)
    field_order = ("username", "duty", "email")
