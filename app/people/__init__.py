"""The slice people: participants, passes, role links, delegations and registration."""
