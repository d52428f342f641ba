"""Every mail in every language, as it is written for a look."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from mentoring_sync.cli.preview import Shown, preview
from mentoring_sync.errors import UsageError
from mentoring_sync.mail.first_name import first_names
from mentoring_sync.mail.kinds.applicants import WAITING_LIST
from mentoring_sync.mail.kinds.catalogue import KINDS
from mentoring_sync.mail.kinds.certificates import CERTIFICATE
from mentoring_sync.mail.writing.sample import samples
from mentoring_sync.settings.load import Configuration, load

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "de", "es", "fr", "pt")
ENGLISH = re.compile(
    r"\b(the|and|you|your|with|what happens next|thank|meet(?!ing)s?|team's|please|answer|because|welcome|hours?)\b",
    re.IGNORECASE,
)
SAID_BY_PEOPLE = re.compile(
    r"English|Spanish|Git and Python|Logistics of.*?\)|Developing confidence.*?teaching|I like .*?walks|Field Station"
    r"|Museum|“[^”]*”|„[^“]*“|«[^»]*»|You taught \*?Git\*? twice|names no mentor[^\n]*"
    r"|Write the address[^\n]*|Mentoring Groups|The Carpentries|Team \d|https?://\S+",
)
"""What stands in the mails as the invented people and the programme wrote it."""


@pytest.fixture(scope="module")
def shipped() -> Configuration:
    return load(ROOT / "config" / "program.toml", {})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("preview")


@pytest.fixture(scope="module")
def shown(shipped: Configuration, folder: Path) -> list[Shown]:
    """Every mail in every language, written into the folder."""
    return list(preview(shipped, folder))


def test_every_kind_is_written_in_every_language(shown: list[Shown], folder: Path) -> None:
    assert {(each.kind, each.language) for each in shown} == {(kind, code) for kind in KINDS for code in LANGUAGES}
    index = (folder / "index.html").read_text("utf-8")
    for each in shown:
        assert each.html in index
        assert (folder / each.html).stat().st_size > 500
        assert 5 < len(each.subject) <= 110


def of_language(shown: list[Shown], language: str) -> list[Shown]:
    found = [each for each in shown if each.language == language]
    assert found
    return found


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_english_is_left_in_another_language(shown: list[Shown], folder: Path, language: str) -> None:
    for each in of_language(shown, language):
        text = SAID_BY_PEOPLE.sub("", (folder / each.text).read_text("utf-8"))
        assert not ENGLISH.findall(text), (each.text, ENGLISH.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_html_name_the_same_people_and_hours(shown: list[Shown], folder: Path, language: str) -> None:
    for each in of_language(shown, language):
        text = (folder / each.text).read_text("utf-8")
        html = (folder / each.html).read_text("utf-8")
        for fact in set(re.findall(r"\b\d\d:\d\d\b|[\w.]+@example\.org", text)):
            assert fact in html, (each.html, fact)


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_say_what_the_samples_say(shipped: Configuration, language: str) -> None:
    for kind, several in samples().items():
        for says in several:
            written = shipped.templates.write(kind, language, says)
            assert "{{" not in written.text
            if "names" in says:
                assert all(name in written.text for name in first_names(says["names"]))


def test_one_kind_in_one_language(shipped: Configuration, tmp_path: Path) -> None:
    shown = preview(shipped, tmp_path, kind="waiting-list", language="es")
    assert {(each.kind, each.language) for each in shown} == {(WAITING_LIST, "es")}


@pytest.mark.parametrize("asked", [{"kind": "wating-list"}, {"language": "tlh"}])
def test_what_is_not_there_is_said_with_what_is(shipped: Configuration, tmp_path: Path, asked: dict[str, str]) -> None:
    with pytest.raises(UsageError) as raised:
        preview(shipped, tmp_path, **asked)
    assert "Known are" in str(raised.value)


def test_a_folder_that_cannot_be_written_is_said(shipped: Configuration, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="can't be written"):
        preview(shipped, tmp_path / "file", kind="receipt", language="en")


def test_a_programmes_own_template_stands_in_for_ours(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    own = tmp_path / "config" / "templates" / "en"
    own.mkdir(parents=True)
    (own / "receipt.md.j2").write_text("Subject: Got it\n# Hi {{ name }}\n\nWe have it.\n")
    configuration = load(tmp_path / "config" / "program.toml", {})
    shown = preview(configuration, tmp_path / "out", kind="receipt", language="en")
    assert {each.subject for each in shown} == {"Got it"}


def test_a_certificate_is_written_beside_its_letter_and_named_as_its_mail_names_it(
    shown: list[Shown], folder: Path
) -> None:
    found = [each for each in shown if each.kind is CERTIFICATE and each.file]
    assert {each.language for each in found} == set(LANGUAGES)
    index = (folder / "index.html").read_text("utf-8")
    for each in found:
        assert (folder / each.attached).read_bytes().startswith(b"%PDF")
        assert f'<a href="{each.attached}">{each.file}</a>' in index
        assert each.file in (folder / each.text).read_text("utf-8")
