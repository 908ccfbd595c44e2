"""The forum's report and its data, built from one description of what they hold."""
