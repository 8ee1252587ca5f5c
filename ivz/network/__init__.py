"""Areas, organisations, people by function, networks, bodies and dated seats."""
