"""The surveys' part of a report: what the responses say together, never of fewer than five."""
