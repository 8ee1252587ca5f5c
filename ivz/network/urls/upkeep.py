"""Addresses of the pages on people and organisations, and on keeping the registers true."""

from django.urls import path

from ivz.network.views import checks, imports, people, themes, upkeep

_NETWORK = "<slug:network_slug>/"
_PERSON = f"{_NETWORK}mensen/<slug:slug>/"
_ORGANISATION = f"{_NETWORK}organisaties/<slug:slug>/"

urlpatterns = [
    path(f"{_NETWORK}mensen/", people.people, name="people"),
    path(f"{_NETWORK}mensen.<str:suffix>", people.people_file, name="people_file"),
    path(f"{_NETWORK}persoon-toevoegen/", people.add_person, name="add_person"),
    path(_PERSON, people.person_page, name="person"),
    path(f"{_PERSON}wijzig/", people.change_person, name="change_person"),
    path(f"{_PERSON}vertrek/", people.leave, name="leave"),
    path(f"{_NETWORK}organisaties/", people.organisations, name="organisations"),
    path(
        f"{_NETWORK}organisaties.<str:suffix>", people.organisations_file, name="organisations_file"
    ),
    path(f"{_NETWORK}organisatie-toevoegen/", people.add_organisation, name="add_organisation"),
    path(_ORGANISATION, people.organisation_page, name="organisation"),
    path(f"{_ORGANISATION}wijzig/", people.change_organisation, name="change_organisation"),
    path(f"{_NETWORK}gastheerschap/nieuw/", upkeep.add_hosting, name="add_hosting"),
    path(f"{_NETWORK}gastheerschap/<int:pk>/wijzig/", upkeep.change_hosting, name="change_hosting"),
    path(f"{_NETWORK}themas/begin/", themes.begin, name="begin_themes"),
    path(f"{_NETWORK}themas/nieuw/", themes.add, name="add_theme"),
    path(f"{_NETWORK}themas/<slug:code>/wijzig/", themes.change, name="change_theme"),
    path(f"{_NETWORK}controle/", checks.overview, name="checks"),
    path(f"{_NETWORK}controle/<slug:slug>/", checks.sheet, name="check"),
    path(f"{_NETWORK}inlezen/", imports.page, name="import"),
    path(f"{_NETWORK}inlezen/<int:pk>/terugdraaien/", imports.take_back, name="take_back_import"),
    path(f"{_NETWORK}inlezen/sjabloon.<str:suffix>", imports.template, name="import_template"),
]
