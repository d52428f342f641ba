"""The programme as it is shipped, over another server, and without mail."""

from __future__ import annotations

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.settings.load import API_ROOT, Configuration, load
from tests.benchmarks.a_round import ROOT


def without_mail(url: str) -> Configuration:
    configuration = load(ROOT / "config" / "program.toml", {API_ROOT: url})
    mail = configuration.program.mail.model_copy(update={"delivery": Delivery.OFF})
    return configuration.model_copy(update={"program": configuration.program.model_copy(update={"mail": mail})})
