"""The configuration: `config/program.toml`, `config/questions.toml` and templates of one's own become frozen models.

Each room keeps the model of its own settings; here the files are read and every mistake in any of them is reported at
once, with file, key and what would be right. An unknown key is a mistake.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import ErrorDetails

from mentoring_sync.documents.settings import CertificateSettings
from mentoring_sync.errors import ConfigurationError, did_you_mean
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.verification import Community, VerifySettings
from mentoring_sync.mail.settings import Commitment, MailSettings, Operator, Programme
from mentoring_sync.mail.writing.certificate_page import CertificatePages
from mentoring_sync.mail.writing.templates import Templates
from mentoring_sync.pairing.rules import PairingSettings, Rules
from mentoring_sync.progress.settings import AttendanceSettings, CompletionSettings
from mentoring_sync.records.requirement import Requirements, Role
from mentoring_sync.records.round import Round
from mentoring_sync.report.words import LANGUAGES
from mentoring_sync.settings.agreement import meanings, unasked_requirements, unknown_scores, unverifiable
from mentoring_sync.settings.certificates import CertificateDrawing, certificate_drawing
from mentoring_sync.settings.google import GoogleSettings
from mentoring_sync.workbook.tabs.attendance import is_step

API_ROOT, SPREADSHEET, CREDENTIALS = (f"MENTORING_SYNC_{name}" for name in ("API_ROOT", "SPREADSHEET", "CREDENTIALS"))
"""Environment variables that stand in for [google] api_root, spreadsheet and credentials (a path, or the file's JSON,
plain or in base64)."""

LETTERS = Path(__file__).parents[1] / "mail" / "letters"
"""The templates that come with the program, proofread by its tests."""

Model = TypeVar("Model", bound=BaseModel)


class Program(BaseModel):
    """`program.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: Programme
    operator: Operator | None = None
    google: GoogleSettings
    round: Round
    commitment: Commitment = Commitment()
    requirements: Requirements = Requirements()
    pairing: PairingSettings = PairingSettings()
    attendance: AttendanceSettings = AttendanceSettings()
    certificates: CertificateSettings = CertificateSettings()
    mail: MailSettings
    verify: VerifySettings | None = None
    completion: CompletionSettings = Field(default=CompletionSettings(), validate_default=True)

    @field_validator("programme")
    @classmethod
    def _in_a_language_of_ours(cls, programme: Programme) -> Programme:
        if programme.language not in LANGUAGES:
            raise ValueError(f"language = {programme.language!r}: known are {', '.join(LANGUAGES)}")
        return programme

    @field_validator("completion")
    @classmethod
    def _also_by_earlier_keys(cls, completion: CompletionSettings, info: ValidationInfo) -> CompletionSettings:
        """What the keys say that earlier versions had in [mail.kinds.certificate], where [completion] isn't there."""
        taken = [title for title in completion.steps if not is_step(title)]
        if taken:
            raise ValueError(f"needs can't be {' or '.join(taken)}: Attendance has a column of its own of that title")
        mail: MailSettings | None = info.data.get("mail")
        before = mail.kinds.certificate.completion if mail else {}
        if not before:
            return completion
        if completion.model_fields_set:
            keys = " and ".join(f"{role}_{key}" for role, of in before.items() for key in of)
            raise ValueError(
                f"[mail.kinds.certificate] says it too ({keys}): leave that out, it is read only where [completion]"
                " isn't there"
            )
        usual = CompletionSettings()
        return CompletionSettings.model_validate(
            {role: {**usual.of(Role(role)).model_dump(), **of} for role, of in before.items()}
        )

    @model_validator(mode="after")
    def _the_round_holds_what_pairing_promises(self) -> Program:
        if self.round.hold is self.pairing.hold:
            return self
        return self.model_copy(update={"round": self.round.model_copy(update={"hold": self.pairing.hold})})

    @property
    def staff(self) -> frozenset[str]:
        """The addresses of those who run the programme, and may be mailed before anything is approved."""
        return frozenset({self.programme.contact, self.operator.contact if self.operator else self.programme.contact})


class Configuration(BaseModel):
    """Everything that is configured."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    program: Program
    questions: Questions
    templates: Templates
    community: Community | None = None
    """The export that `[verify]` names."""
    drawing: CertificateDrawing = CertificateDrawing()

    @property
    def certificate_pages(self) -> CertificatePages:
        """What puts certificates into words and makes their files."""
        return CertificatePages(
            programme=self.program.programme,
            commitment=self.program.commitment,
            round=self.program.round,
            templates=self.templates,
            settings=self.program.certificates,
            drawing=self.drawing,
        )

    @property
    def rules(self) -> Rules:
        """The rules of pairing for the configured round."""
        return Rules.of(self.program.pairing, self.program.round)


def load(path: Path, environment: Mapping[str, str]) -> Configuration:
    """The configuration whose main file is `path`; `questions.toml` stands beside it, and `templates/` if it has any.

    Raises:
        ConfigurationError: with every mistake in every file.
    """
    mistakes: list[str] = []
    program = _model(path, Program, mistakes, changes=_from_environment(environment))
    questions = _model(path.with_name("questions.toml"), Questions, mistakes)
    templates = _templates(path.with_name("templates"), mistakes)
    wanted, missing = program.certificates if program else CertificateSettings(), list[str]()
    drawing = certificate_drawing(wanted, path.parent, missing)
    mistakes += [f"{path}: {mistake}" for mistake in missing]
    if program and questions:
        mistakes += [f"{path}: {each}" for each in _disagreements(program, questions)]
    export = _export(path.parent, program, questions, mistakes)
    if mistakes or program is None or questions is None or templates is None:
        raise ConfigurationError(mistakes)
    return Configuration(program=program, questions=questions, templates=templates, community=export, drawing=drawing)


def _disagreements(program: Program, questions: Questions) -> Iterator[str]:
    """Where the two files don't agree."""
    yield from unasked_requirements(program.requirements, questions)
    yield from unknown_scores(program.pairing.scores, questions)
    if program.verify:
        yield from unverifiable(program.verify, questions)


def _export(
    folder: Path, program: Program | None, questions: Questions | None, mistakes: list[str]
) -> Community | None:
    """The export that claims are compared with, if the configuration names one."""
    if program is None or program.verify is None or questions is None:
        return None
    from mentoring_sync.settings.people_export import read_people  # start-up time

    return read_people(folder, program.verify, meanings(questions), mistakes)


def google_from(spreadsheet: str, environment: Mapping[str, str]) -> GoogleSettings:
    """[google] where there is no file yet.

    Raises:
        ConfigurationError: it is no spreadsheet's id or address.
    """
    mistakes: list[str] = []
    asked = {"spreadsheet": spreadsheet, **_from_environment(environment)}
    found = _validated(Path("--spreadsheet"), GoogleSettings, dict(asked), mistakes)
    if found is None:
        raise ConfigurationError(mistakes)
    return found


def state_folder(environment: Mapping[str, str]) -> str:
    """Where a sign-in is kept, by the XDG base directory specification; empty where there is no home."""
    home = environment.get("HOME", "")
    base = environment.get("XDG_STATE_HOME") or (f"{home}/.local/state" if home else "")
    return f"{base}/mentoring-sync" if base else ""


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    asked = {
        "api_root": environment.get(API_ROOT),
        "spreadsheet": environment.get(SPREADSHEET),
        "credentials": environment.get(CREDENTIALS),
        "state": state_folder(environment),
    }
    return {key: value for key, value in asked.items() if value}


def _model(
    path: Path, model: type[Model], mistakes: list[str], changes: Mapping[str, str] | None = None
) -> Model | None:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        mistakes.append(f"{path}: there is no such file; --config names another program.toml")
    except (OSError, UnicodeDecodeError) as error:
        mistakes.append(f"{path}: can't be read: {error}")
    except tomllib.TOMLDecodeError as error:
        mistakes.append(f"{path}: is not TOML: {error}")
    else:
        if changes and isinstance(table.get("google"), dict):
            table["google"] = {"state": changes.get("state"), **table["google"], **_without(changes, "state")}
        return _validated(path, model, table, mistakes)
    return None


def _without(changes: Mapping[str, str], name: str) -> dict[str, str]:
    return {each: value for each, value in changes.items() if each != name}


def _validated(path: Path, model: type[Model], table: dict[str, Any], mistakes: list[str]) -> Model | None:
    try:
        return model.model_validate(table)
    except ValidationError as error:
        mistakes += [f"{path}: {_mistake(model, each)}" for each in error.errors(include_url=False)]
        return None


def _mistake(model: type[BaseModel], error: ErrorDetails) -> str:
    """One mistake in words: the key as it stands in the file, and what would be right."""
    place = [str(part) for part in error["loc"]]
    if place[:1] == ["requirements"] and len(place) > 3:
        del place[3]  # the kind of a rule is told by its keys, and stands in no file
    key = ".".join(place) or "the file"
    match error["type"]:
        case "missing":
            return f"{key} is missing"
        case "extra_forbidden":
            near = did_you_mean(place[-1], _known_keys(model, place[:-1]))
            return f"{key} is no key that is known here" + (f"; {near}" if near else "")
        case _:
            said = error["msg"].removeprefix("Value error, ")
            secret = place[0] == "google"  # a key may stand where a path or an address belongs
            value = "" if secret or isinstance(error["input"], dict) else f" = {error['input']!r}"
            return f"{key}{value}: {said[0].lower()}{said[1:]}"


def _known_keys(model: type[BaseModel], place: list[str]) -> list[str]:
    """The keys of the table at `place`, as far as plain models lead there."""
    for part in place:
        field = model.model_fields.get(part)
        annotation = field.annotation if field else None
        options = [annotation, *getattr(annotation, "__args__", ())]
        found = next((each for each in options if isinstance(each, type) and issubclass(each, BaseModel)), None)
        if found is None:
            return []
        model = found
    return list(model.model_fields)


def _templates(folder: Path, mistakes: list[str]) -> Templates | None:
    """The templates that come with the program, with the programme's own in their place."""
    own = _sources(folder)
    if not own:
        return Templates(_sources(LETTERS))
    from mentoring_sync.mail.writing.proofread import TemplateMistakes, proofread  # start-up time

    try:
        return proofread(_sources(LETTERS) | own)
    except TemplateMistakes as error:
        mistakes += [f"{folder}: {mistake}" for mistake in error.mistakes]
        return None


def _sources(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.j2"))}
