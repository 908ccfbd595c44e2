"""Measurements beside a bare-bones counterpart, in the same run: only their ratios mean something on another machine."""
