"""The adopted text as the world reads it: a page that needs no pass, a Word file, a PDF. No position, no proposer."""
