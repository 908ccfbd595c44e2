"""Slides of a presentation: a PDF or a link, held with the item."""
