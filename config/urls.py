"""Where each subject's pages live."""

from django.urls import include, path

from config.api import api

urlpatterns = [
    path("", include("ivz.home.urls")),
    path("privacy/", include("ivz.privacy.urls")),
    path("", include("ivz.access.urls")),
    path("geheimhouding/", include("ivz.decisions.urls")),
    path("", include("ivz.signin.urls")),
    path("", include("ivz.signin.urls_allauth")),
    path("", include("ivz.mail.urls")),
    path("vergaderingen/", include("ivz.meetings.urls")),
    path("projecten/", include("ivz.projects.urls")),
    path("inzet/", include("ivz.effort.urls")),
    path("bijdragen/", include("ivz.finance.urls")),
    path("begroting/", include("ivz.finance.urls.budgets")),
    path("jaarplannen/", include("ivz.reports.urls")),
    path("inzicht/themas/", include("ivz.position.urls")),
    path("inzicht/", include("ivz.insight.urls")),
    path("zoeken/", include("ivz.search.urls")),
    path("kennis/", include("ivz.knowledge.urls")),
    path("bijeenkomsten/", include("ivz.events.urls")),
    path("documenten/", include("ivz.documents.urls")),
    path("netwerk/", include("ivz.network.urls")),
    path("netwerk/", include("ivz.portfolios.urls")),
    path("api/v1/", api.urls),
]

handler400 = "ivz.web.errors.misread"
handler404 = "ivz.web.errors.not_found"
handler403 = "ivz.web.errors.forbidden"
handler500 = "ivz.web.errors.server_error"
