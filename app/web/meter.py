"""What the live floor counts, as Prometheus metrics."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class PrometheusMeter:
    """Implements the live floor's ``Meter``: one counter, gauge or histogram per name, made when first used."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self._counters: dict[str, Counter] = {}
        self._gauges: dict[str, Gauge] = {}
        self._times: dict[str, Histogram] = {}

    def add(self, name: str, amount: float = 1.0) -> None:
        """Add to a counter."""
        if name not in self._counters:
            self._counters[name] = Counter(f"sobremesa_live_{name}", name.replace("_", " "), registry=self._registry)
        self._counters[name].inc(amount)

    def set(self, name: str, value: float) -> None:
        """Set a gauge."""
        if name not in self._gauges:
            self._gauges[name] = Gauge(f"sobremesa_live_{name}", name.replace("_", " "), registry=self._registry)
        self._gauges[name].set(value)

    def took(self, name: str, seconds: float) -> None:
        """Observe a duration."""
        if name not in self._times:
            self._times[name] = Histogram(
                f"sobremesa_live_{name}_seconds", name.replace("_", " "), registry=self._registry
            )
        self._times[name].observe(seconds)
