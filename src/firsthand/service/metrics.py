"""What a monitor may know of the service, in Prometheus' text form: numbers, never a word of a report."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from firsthand.service.pool import Pool

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _OfPool(Collector):
    """The pool's own counts, read when asked."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def collect(self) -> Iterator[Metric]:
        """Every figure as it is now."""
        counts, options = self._pool.counts, self._pool.options
        for name, help_text, grown in (
            ("reports_coded", "Reports that were coded.", float(counts.coded)),
            ("claims", "Claims found.", float(counts.claims)),
            ("reports_cancelled", "Reports whose client left before their turn.", float(counts.cancelled)),
            ("workers_replaced", "Workers that were too slow or ended, and were replaced.", float(counts.replaced)),
            ("coding_seconds", "Time that workers spent on coding.", counts.seconds),
        ):
            yield CounterMetricFamily(f"firsthand_{name}", help_text, value=grown)
        for name, help_text, now in (
            ("reports_waiting", "Reports in the queue.", self._pool.waiting),
            ("queue_places", "Places in the queue.", options.waiting),
            ("workers_busy", "Workers that code a report.", counts.busy),
            ("workers_ready", "Workers that are loaded.", counts.ready),
            ("worker_peak_bytes", "Most memory that a worker has had.", counts.peak_bytes),
        ):
            yield GaugeMetricFamily(f"firsthand_{name}", help_text, value=float(now))


class Metrics:
    """The service's figures. ``failed`` counts reports by the code of why they have no claims."""

    def __init__(self, pool: Pool) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "firsthand_requests", "Requests by path and status.", ["path", "status"], registry=self.registry
        )
        self.failed = Counter(
            "firsthand_reports_failed", "Reports without claims, by the reason.", ["code"], registry=self.registry
        )
        self.seconds = Histogram(
            "firsthand_request_seconds", "From the first byte to the last.", ["path"], registry=self.registry,
            buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100),
        )  # fmt: skip
        self.registry.register(_OfPool(pool))
        ProcessCollector(registry=self.registry)

    def text(self) -> bytes:
        """All of it."""
        return generate_latest(self.registry)
