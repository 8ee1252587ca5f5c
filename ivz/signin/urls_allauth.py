"""The addresses that allauth looks up by name; without a namespace, as it expects."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path

from ivz.signin.single_sign_on import PROVIDER_ID

_PROVIDER = {"provider_id": PROVIDER_ID}

urlpatterns = [
    path("inloggen/organisatie/", openid_connect.login, _PROVIDER, name="openid_connect_login"),
    path(
        "inloggen/organisatie/terug/",
        openid_connect.callback,
        _PROVIDER,
        name="openid_connect_callback",
    ),
]
