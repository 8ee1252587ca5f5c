"""Addresses for signing in and for accounts; of allauth only what is used has one."""

from django.urls import path

from ivz.signin.views import keeping, own, steps

app_name = "signin"

urlpatterns = [
    path("inloggen/tweede-stap/", steps.second_step, name="prove"),
    path("inloggen/tweede-stap/opties/", steps.second_step_options, name="second_step_options"),
    path("inloggen/passkey/", steps.with_passkey, name="with_passkey"),
    path("inloggen/passkey/opties/", steps.passkey_options, name="passkey_options"),
    path("inloggen/vergeten/", steps.forgotten, name="forgotten"),
    path("inloggen/uitnodiging/", steps.link, name="link"),
    path("inloggen/wachtwoord/", steps.choose_password, name="choose_password"),
    path("account/", own.page, name="own"),
    path("account/wachtwoord/", own.change_password, name="change_password"),
    path("account/agenda/", own.make_feed, name="make_feed"),
    path("account/agenda/weg/", own.revoke_feed, name="revoke_feed"),
    path("account/elders/", own.end_others, name="end_others"),
    path("account/tweede-stap/", own.second_step, name="second_step"),
    path("account/tweede-stap/weg/", own.remove_factor, name="remove_factor"),
    path("account/passkey/", own.add_passkey, name="add_passkey"),
    path("account/passkey/opties/", own.new_passkey_options, name="new_passkey_options"),
    path("account/herstelcodes/", own.codes, name="codes"),
    path("account/herstelcodes/nieuw/", own.make_codes, name="make_codes"),
    path("beheer/accounts/", keeping.listing, name="accounts"),
    path("beheer/accounts/<int:pk>/", keeping.account, name="account"),
    path("beheer/accounts/<int:pk>/doen/", keeping.keep, name="keep"),
    path("beheer/accounts/uitnodigen/", keeping.invite, name="invite"),
    path("beheer/accounts/aanwijzen/", keeping.appoint, name="appoint"),
]
