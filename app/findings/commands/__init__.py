"""The commands of findings: written, signed off, reported, commented on."""
