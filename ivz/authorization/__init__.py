"""Who may do what: permissions, roles and the seats that grant them."""
