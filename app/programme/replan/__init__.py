"""New times for the rest of a day. Pure: times in, times or a refusal out.

:mod:`.day` is what it is about, :mod:`.band` proposes, :mod:`.verdict` judges whatever somebody wishes to confirm, and
:mod:`.shares` divides an item's minutes among its phases.
"""
