"""Addresses of the pages on bodies and their seats."""

from django.urls import path

from ivz.network.views import bodies, upkeep

_BODY = "<slug:network_slug>/overleggen/<slug:slug>/"
_ADDED = {
    "seat": "zetels",
    "relation": "relaties",
    "mandate": "mandaten",
    "description": "functieomschrijvingen",
    "preparation": "voorbereiding",
}

urlpatterns = [
    path("<slug:network_slug>/overleg-toevoegen/", bodies.add, name="add_body"),
    path(_BODY, bodies.page, name="body"),
    path(f"{_BODY}wijzig/", bodies.change, name="change_body"),
    path(f"{_BODY}beeindig/", bodies.end, name="end_body"),
    *(
        path(f"{_BODY}{kind}/nieuw/", upkeep.add, {"kind": kind}, name=f"add_{name}")
        for name, kind in _ADDED.items()
    ),
    *(
        path(
            f"<slug:network_slug>/{kind}/<int:pk>/wijzig/",
            upkeep.change,
            {"kind": kind},
            name=f"change_{name}",
        )
        for name, kind in _ADDED.items()
    ),
    path("<slug:network_slug>/zetels/<int:pk>/opvolger/", upkeep.succeed, name="succeed"),
    path("<slug:network_slug>/zetels/<int:pk>/beeindig/", upkeep.end_seat, name="end_seat"),
    path("<slug:network_slug>/zetels/<int:pk>/intrekken/", upkeep.revoke, name="revoke_seat"),
    path(
        "<slug:network_slug>/wijzigingen/<int:pk>/terugdraaien/", bodies.take_back, name="take_back"
    ),
]
