"""Events that members of a network announce to one another, and invitations to them."""
