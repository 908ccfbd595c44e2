"""The pure ground: ids, refusals, roles, clock and text rules. Imports only the standard library."""
