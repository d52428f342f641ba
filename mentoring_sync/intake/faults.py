"""A fault that nearly all responses of a tab share is the form's or the sheet's, not each applicant's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mentoring_sync.intake.answer import Matter
from mentoring_sync.intake.outcome import Reason, Rejection
from mentoring_sync.intake.people import Application

AT_LEAST = 3
"""From how many answers on a fault can be seen to be shared."""

SHARED_BY_ALL = Matter(
    "can't be used in nearly all responses, so the question or its column may have changed",
    "Look at the column in the response tab and at the question in config/questions.toml. Until then these people wait;"
    " nobody is mailed about it.",
)


def shared_faults(applications: Sequence[Application]) -> list[Application]:
    """One tab's applications; what three in four of them can't be read by is marked as no applicant's own fault."""
    unread = Counter(reason.code for each in applications for reason in _unread(each))
    shared = {code for code, times in unread.items() if times >= AT_LEAST and times * 4 >= len(applications) * 3}
    return [_marked(each, shared) for each in applications] if shared else list(applications)


def _unread(application: Application) -> list[Reason]:
    """The reasons that are about reading; a requirement that doesn't hold was read."""
    reasons = application.outcome.reasons if isinstance(application.outcome, Rejection) else ()
    return [reason for reason in reasons if not (reason.waivable or reason.shared)]


def _marked(application: Application, shared: set[str]) -> Application:
    unread = _unread(application)
    if not isinstance(application.outcome, Rejection) or not any(reason.code in shared for reason in unread):
        return application
    reasons = tuple(
        replace(reason, matter=SHARED_BY_ALL) if reason in unread and reason.code in shared else reason
        for reason in application.outcome.reasons
    )
    return replace(application, outcome=replace(application.outcome, reasons=reasons))
