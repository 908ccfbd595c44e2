"""Sobremesa: a server for people who think together around tables."""
