"""Addresses of the network's pages."""

from ivz.network.urls import areas, bodies, questions, search, structure, upkeep

app_name = "network"

urlpatterns = [
    *structure.urlpatterns,
    *areas.urlpatterns,
    *bodies.urlpatterns,
    *questions.urlpatterns,
    *search.urlpatterns,
    *upkeep.urlpatterns,
]
