"""Commands that are given the registry."""

from app.web.registry import Registry


class Given:
    """A command that is given the registry (a field ``registry: InitVar[Registry]``); it is no part of what its sender said,
    so of no receipt either.
    """

    _registry: Registry

    def __post_init__(self, registry: Registry) -> None:
        object.__setattr__(self, "_registry", registry)
