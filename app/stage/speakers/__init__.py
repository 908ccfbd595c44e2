"""The list of speakers: who asked for the floor, in order."""
