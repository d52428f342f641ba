"""Setting up a programme on forms that are there: the configuration's files, and what would become of the answers.

In: what the operator says of the programme, the workbook. Out: the files, as text; they are written by the caller.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from mentoring_sync.errors import MentoringSyncError
from mentoring_sync.intake.outcome import Intake
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.read import read_applications
from mentoring_sync.operations.adopt import Proposal, propose
from mentoring_sync.operations.form_items import form_requests
from mentoring_sync.pairing.rules import PairingSettings
from mentoring_sync.records.requirement import Requirements, Role
from mentoring_sync.spreadsheet.grid import Workbook

Files = Mapping[str, str]
"""The configuration's files: their text by their name."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the operator says of the programme. Dates are of the round; `minutes` of a meeting (None: by the
    hours that are offered), every so many weeks."""

    name: str
    community: str
    coordinator: str
    contact: str
    language: str
    close: date
    start: date
    weeks: int
    minutes: int | None
    every: int
    most: int

    @property
    def round(self) -> str:
        """How the round is called: by its year and half."""
        return f"{self.start.year}-{1 if self.start.month <= 6 else 2}"


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """What would be written, how certain each question is, and what would become of the answers there are."""

    files: Files
    proposal: Proposal
    intake: Intake | None
    trouble: str = ""

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        fields = [
            {"field": each.field, "title": each.title, "certainty": each.certainty} for each in self.proposal.proposed
        ]
        return {"fields": fields, "not_read": list(self.proposal.left_out), "files": dict(self.files), **self._counts()}

    def _counts(self) -> dict[str, object]:
        found = self.intake
        if found is None:
            return {"trouble": self.trouble}
        return {"mentors": len(found.mentors), "mentees": len(found.mentees), "nobody_yet": len(found.rejections)}

    def in_words(self) -> list[str]:
        """What was recognised, and what would become of the answers."""
        lines = ["These questions were recognised:", *self.proposal.in_words(), ""]
        found = self.intake
        if found is None:
            return [*lines, f"The answers can't be read by it yet: {self.trouble}"]
        lines.append(
            f"Of the answers there are, {len(found.mentors)} would be mentors and {len(found.mentees)} mentees;"
            f" {len(found.rejections)} couldn't be used as they stand" + (":" if found.rejections else ".")
        )
        shown = [f"  {each.origin}: {each.sentence}" for each in found.rejections[:5]]
        return [*lines, *shown, *(["  …"] if len(found.rejections) > len(shown) else [])]


def adopt(workbook: Workbook, spreadsheet: str, said: Said, *, today: date) -> Adopted:
    """The configuration for the forms whose answers are in a workbook.

    Raises:
        UnfitError: no tab holds answers, or it can't be told whose they are.
    """
    found = propose(workbook.tabs)
    written = {
        "program.toml": _program(
            said, spreadsheet, rules=_scores(found), minutes=said.minutes or found.minutes, today=today
        ),
        "questions.toml": f"# Which question feeds which field, as recognised on {today}.\n\n{found.questions}",
    }
    try:
        intake = _tried(workbook, written["questions.toml"], said)
    except MentoringSyncError as error:
        return Adopted(files=written, proposal=found, intake=None, trouble=str(error))
    return Adopted(files=written, proposal=found, intake=intake)


def _tried(workbook: Workbook, questions: str, said: Said) -> Intake:
    return read_applications(
        workbook.tabs,
        questions=Questions.model_validate(tomllib.loads(questions)),
        requirements=Requirements(),
        time_zone=workbook.time_zone,
        locale=workbook.locale,
        most_mentees=PairingSettings(most_mentees=said.most).most_mentees,
    )


def _scores(found: Proposal) -> str:
    return (
        f"[pairing.scores]                             # what makes a pair fit, in points\n{found.scores}"
        if found.scores
        else ""
    )


def _program(
    said: Said, spreadsheet: str, *, rules: str, minutes: int, today: date, forms: Mapping[str, str] | None = None
) -> str:
    source = files("mentoring_sync.operations").joinpath("program.toml.j2").read_text("utf-8")
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)  # noqa: S701 - TOML
    environment.filters["toml"] = lambda text: json.dumps(str(text), ensure_ascii=False)
    return environment.from_string(source).render(
        **{name: getattr(said, name) for name in said.__dataclass_fields__ if name != "minutes"},
        minutes=minutes,
        round=said.round,
        spreadsheet=spreadsheet,
        rules=rules.strip(),
        forms=forms or {},
        sender=f"{said.name} <{said.contact}>",
        today=today.isoformat(),
    )


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A sample programme: its questions and rules, as they are written."""

    questions: str
    rules: str

    @property
    def asked(self) -> Questions:
        """The questions, understood."""
        return Questions.model_validate(tomllib.loads(self.questions))

    @property
    def requirements(self) -> Requirements:
        """What it requires."""
        return Requirements.model_validate(tomllib.loads(self.rules).get("requirements", {}))

    def requests(self, role: Role) -> list[dict[str, Any]]:
        """What makes a role's form."""
        return form_requests(self.asked, role, self.requirements)

    def files(self, said: Said, spreadsheet: str, forms: Mapping[str, str], *, today: date) -> Files:
        """The configuration for a spreadsheet and forms, by the address that applicants open."""
        program = _program(said, spreadsheet, rules=self.rules, minutes=said.minutes or 60, today=today, forms=forms)
        return {"program.toml": program, "questions.toml": self.questions}


SAMPLES = ("peer", "user_group", "teaching")
"""The sample programmes."""


def sample(name: str) -> Sample:
    """A sample programme, by its name."""
    folder = files("mentoring_sync.programmes").joinpath(name)
    return Sample(
        questions=folder.joinpath("questions.toml").read_text("utf-8"),
        rules=folder.joinpath("rules.toml").read_text("utf-8"),
    )


def usual_dates(today: date) -> tuple[date, date]:
    """When applications close and teams first meet, if nobody says: in three weeks; on a Monday four weeks later."""
    close = today + timedelta(weeks=3)
    start = close + timedelta(weeks=4)
    return close, start + timedelta(days=-start.weekday() % 7)
