"""`[reports]` of `config/questions.toml` as a model: the form on which mentors say who came to a meeting.

Out: `ReportForm`, with the accepted titles of every question, and the form's address with what is known filled in.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from pydantic import Field, StringConstraints, field_validator

from mentoring_sync.intake.question import Question, Strict, TimestampQuestion, Title

_PATH = re.compile(r"/viewform/?")


class ReportQuestion(Question):
    """A question of the reports' form; `entry` is what its prefilled links call it (`entry.123`;
    `emailAddress` where the form collects addresses)."""

    entry: Annotated[str, StringConstraints(pattern=r"^(entry\.\d+|emailAddress)?$")] = ""


class ReportForm(Strict):
    """The form's tab and its questions; what isn't asked is left out. `form` is the address that ends in `/viewform`.

    `others` asks who came that isn't on the list, `other_addresses` for their addresses.
    """

    tab: Title = "Attendance reports"
    form: str = Field(default="", max_length=500)
    timestamp: TimestampQuestion
    email: ReportQuestion
    came: ReportQuestion
    team: ReportQuestion | None = None
    date: ReportQuestion | None = None
    excused: ReportQuestion | None = None
    others: Question | None = None
    other_addresses: Question | None = None
    head_count: Question | None = None
    progress: Question | None = None
    worries: Question | None = None
    help_wanted: Question | None = None

    @field_validator("form")
    @classmethod
    def _only_shows_the_form(cls, form: str) -> str:
        """Mail gateways open every link of a mail: no link of ours may answer the form by being opened."""
        address = form.strip()
        if not address:
            return ""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc or not _PATH.search(parts.path):
            raise ValueError("this is no form's address to look at: use the one that ends in /viewform")
        return f"{parts.scheme}://{parts.netloc}{parts.path}"

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The accepted titles by field."""
        return {field: question.titles for field, question in self if isinstance(question, Question)}

    def prefilled(self, *, team: str, day: datetime.date, address: str) -> str:
        """The form's address with the team, the meeting's date and the reporting mentor filled in, as far as the form
        asks for them; empty where there is no form."""
        if not self.form:
            return ""
        filled = dict(self._filled({"team": team, "date": day.isoformat(), "email": address}))
        return f"{self.form}?{urlencode({'usp': 'pp_url', **filled})}" if filled else self.form

    def _filled(self, known: Mapping[str, str]) -> Mapping[str, str]:
        asked = {field: getattr(self, field) for field in known}
        return {question.entry: known[field] for field, question in asked.items() if question and question.entry}
