"""An export of the community's database is read in the usual forms, or it is said what is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mentoring_sync.errors import ConfigurationError
from mentoring_sync.intake.verification import Community, State, VerifySettings
from mentoring_sync.settings.load import load
from mentoring_sync.settings.people_export import read_people

ROOT = Path(__file__).parents[2]
SETTINGS = VerifySettings.model_validate(
    {"people": "people.csv", "email": "E-mail", "name": "Name", "certified": ["Since"], "workshops_taught": "N"}
)
MEANINGS = {"certification": ("certified", "not certified"), "workshops_taught": ()}


def written(tmp_path: Path, text: str | bytes) -> tuple[Community | None, list[str]]:
    (tmp_path / "people.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    mistakes: list[str] = []
    return read_people(tmp_path, SETTINGS, MEANINGS, mistakes), mistakes


@pytest.mark.parametrize(
    ("since", "taught", "certified", "day", "count"),
    [
        ("2019-05-02", "3", True, date(2019, 5, 2), 3),
        ("2019-05-02T10:00:00Z", "3.0", True, date(2019, 5, 2), 3),
        ("2. Mai", "three", None, None, None),
        ("03/04/2019", "", True, date(2019, 3, 4), None),
        ("yes", "0", True, None, 0),
        ("no", "1.5", False, None, None),
        ("", "12", False, None, 12),
    ],
)
def test_days_and_numbers_are_read_in_the_usual_forms(
    tmp_path: Path, since: str, taught: str, certified: bool | None, day: date | None, count: int | None
) -> None:
    found, mistakes = written(tmp_path, f"\ufeffName;E-mail;Since;N\nÖmer Ş;x@y.org;{since};{taught}\n")
    assert (mistakes, found is not None) == ([], True)
    assert found is not None
    [listed] = found.at(["X@y.org"], "")
    assert listed.states == (("certification", "certified", State(certified, day)),)
    assert listed.numbers == (("workshops_taught", count),)
    assert found.at([], "omer s") == (listed,)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no table"),
        (b"Name,E-mail\n\xff\xfe", "Export it as CSV in UTF-8"),
        (
            "Name,Email,Since,N\n",
            "verify.email = 'E-mail': people.csv has no column of that title; did you mean Email?",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_said(tmp_path: Path, text: str | bytes, says: str) -> None:
    found, [mistake] = written(tmp_path, text)
    assert found is None
    assert says in mistake


def test_the_configuration_names_the_file_and_a_missing_one_is_a_mistake(tmp_path: Path) -> None:
    shipped = (ROOT / "config" / "program.toml").read_text("utf-8")
    table = '[verify]\npeople = "people.csv"\nemail = "E-mail"\ncertified = ["Since"]\n'
    (tmp_path / "program.toml").write_text(f"{shipped}\n{table}", "utf-8")
    (tmp_path / "questions.toml").write_bytes((ROOT / "config" / "questions.toml").read_bytes())
    with pytest.raises(ConfigurationError, match="there is no such file; \\[verify\\] people names it") as refused:
        load(tmp_path / "program.toml", {})
    assert refused.value.exit_code == 2
    (tmp_path / "people.csv").write_text("E-mail,Since\nada@example.org,2019-05-02\n", "utf-8")
    assert load(tmp_path / "program.toml", {}).community is not None
    (tmp_path / "program.toml").write_text(f"{shipped}\n[verify]\npeople = 'people.csv'\n", "utf-8")
    with pytest.raises(ConfigurationError, match="name the column with the addresses"):
        load(tmp_path / "program.toml", {})
