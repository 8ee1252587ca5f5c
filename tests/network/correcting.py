"""Who corrects the registers in tests, and why."""

from ivz.authorization.roles import Role
from ivz.network.actions.upkeep import Correction
from tests.factories import OrganisationFactory, PersonFactory, actor_with


def because(network, by, **more):
    return Correction(network=network, by=by, reason="Benoemd per 1 juni", **more)


def municipal_coordinator(platform):
    """Give the coordinator of an organisation, and that organisation."""
    organisation = OrganisationFactory()
    person = PersonFactory(organisation=organisation)
    by = actor_with(Role.MUNICIPAL_COORDINATOR, body=platform, person=person)
    return by, organisation
