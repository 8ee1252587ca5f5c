"""Addresses of the start page, signing in, the first hour, and pages about the site."""

from django.urls import include, path

from ivz.home.views import accounts, drawings, duties, installation, site, start

app_name = "home"

urlpatterns = [
    path("", start.page, name="start"),
    path("gedaan/<int:pk>/", duties.close, name="close_duty"),
    path("inloggen/", accounts.sign_in, name="sign_in"),
    path("inloggen/voorbeeld/", accounts.sign_in_as_example, name="sign_in_as_example"),
    path("uitloggen/", accounts.sign_out, name="sign_out"),
    path("taal/", site.set_language, name="set_language"),
    path(".well-known/security.txt", site.security_txt, name="security_txt"),
    path("toegankelijkheid/", site.accessibility, name="accessibility"),
    path("privacy/", site.privacy, name="privacy"),
    path("over-de-cijfers/", site.about_figures, name="about_figures"),
    path("beheer/planning/", installation.schedule, name="schedule"),
    path("beheer/logboek/", installation.audit_trail, name="audit_trail"),
    path("beheer/logboek/logboek.<str:suffix>", installation.audit_export, name="audit_export"),
    path("netwerk/<slug:network_slug>/tekening.pdf", drawings.drawing_pdf, name="drawing_pdf"),
    path("", include("ivz.home.urls_first_hour")),
]
