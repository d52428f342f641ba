"""`python -m tests.benchmarks.a_run URL [--repair] [--profile FILE]`: one run in a process of its own, without mail.

Out: what it took, as JSON. `import gspread` is timed first: the yardstick of a busy machine."""

from __future__ import annotations

import cProfile
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(call: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    """The call, whose CPU seconds are added to those `spent`."""

    def calling(*arguments: Any, **named: Any) -> Any:
        begun = cpu()
        try:
            return call(*arguments, **named)
        finally:
            spent.append(cpu() - begun)

    return calling


def main(url: str, *, repair: bool, profile: str) -> None:
    begun = cpu()
    import gspread  # noqa: F401 - what it takes is the yardstick

    yardstick = cpu() - begun
    import tests.benchmarks.without_mail as programme
    from mentoring_sync.google.session import Transport
    from mentoring_sync.run import teams
    from mentoring_sync.run.google_services import google_services
    from mentoring_sync.run.order import Order
    from mentoring_sync.run.steps import Silence
    from mentoring_sync.run.sync import sync

    pairing, sent, received = list[float](), list[int](), list[int]()
    asked = Transport.request

    def request(self: Transport, *arguments: Any, **named: Any) -> Any:
        response = asked(self, *arguments, **named)
        sent.append(len(response.request.body or b""))
        received.append(len(response.content))
        return response

    Transport.request = request  # type: ignore[method-assign] # watched
    for name in ("_searched", "costs_in_words"):
        setattr(teams, name, timed(getattr(teams, name), pairing))
    there = programme.without_mail(url)
    imported = cpu()
    order = Order(run=f"bench-{time.time_ns()}", trigger="bench", now=NOW, repair=repair)
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    outcome = sync(there, order, Silence(), google_services(there.program.google, order.run))
    if profile:
        profiler.disable()
        profiler.dump_stats(profile)
    figures = {
        "imports": imported - begun,
        "gspread": yardstick,
        "cpu": cpu() - imported - sum(pairing),
        "pairing": sum(pairing),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "requests": len(sent),
        "sent": sum(sent) / 1e6,
        "heaviest": max(sent) / 1e6,
        "received": sum(received) / 1e6,
        "rows": outcome.rows_changed,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(
        sys.argv[1],
        repair="--repair" in sys.argv,
        profile=sys.argv[sys.argv.index("--profile") + 1] if "--profile" in sys.argv else "",
    )
