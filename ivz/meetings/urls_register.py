"""Addresses of the register of decisions."""

from django.urls import path

from ivz.meetings.views import completion, elsewhere, register

_decision = "besluiten/<slug:body>/<int:year>/<slug:number>/"

urlpatterns = [
    path("wacht-op-jou/", completion.waiting, name="waiting"),
    path("besluiten/", register.page, name="register"),
    path(_decision, register.decision, name="decision"),
    path(f"{_decision}geadresseerden/", completion.receivers, name="receivers"),
    path(f"{_decision}ontvangst/<int:addressee>/", completion.receipt, name="receipt"),
    path(f"{_decision}elders/", elsewhere.ask, name="ask_elsewhere"),
    path(f"{_decision}elders/<int:elsewhere>/", elsewhere.note, name="note_elsewhere"),
    path(f"{_decision}elders/<int:elsewhere>/weg/", elsewhere.remove, name="remove_elsewhere"),
]
