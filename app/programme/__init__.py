"""The slice programme: forums, agenda items, guiding questions, frameworks, the programme file and the phase machine."""
