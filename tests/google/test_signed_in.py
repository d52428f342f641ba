"""Where a sign-in is kept: its secrets in the machine's keyring, or in a file of its owner's alone."""

from __future__ import annotations

import time
from pathlib import Path

import keyring
import pytest

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google import desktop_keyring
from mentoring_sync.google.signed_in import FILE, erase, keep, kept

SIGN_IN = {"type": "authorized_user", "client_id": "c", "client_secret": "never", "refresh_token": "seen"}


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """What a keyring holds."""
    found: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "set_password", lambda service, name, secret: found.update({(service, name): secret}))
    monkeypatch.setattr(keyring, "get_password", lambda service, name: found.get((service, name)))
    monkeypatch.setattr(keyring, "delete_password", lambda service, name: found.pop((service, name)))
    return found


def test_a_keyring_has_the_secrets_and_the_file_has_none(tmp_path: Path, held: dict[tuple[str, str], str]) -> None:
    assert keep(tmp_path, SIGN_IN, in_keyring=True) == "this machine's keyring"
    text = (tmp_path / FILE).read_text()
    assert ("never" in text, "seen" in text, len(held)) == (False, False, 1)
    found = kept(tmp_path)
    assert found is not None
    assert SIGN_IN.items() <= found.items()
    assert erase(tmp_path)
    assert (held, kept(tmp_path)) == ({}, None)


def test_a_sign_in_that_moves_to_a_file_leaves_nothing_behind(tmp_path: Path, held: dict[tuple[str, str], str]) -> None:
    keep(tmp_path, SIGN_IN, in_keyring=True)
    keep(tmp_path, SIGN_IN)
    assert (held, kept(tmp_path)) == ({}, SIGN_IN)


def test_a_keyring_that_cannot_be_reached_later_says_how_to_do_without(
    tmp_path: Path, held: dict[tuple[str, str], str]
) -> None:
    keep(tmp_path, SIGN_IN, in_keyring=True)
    held.clear()
    with pytest.raises(NotAllowedError, match="auth login --in-file"):
        kept(tmp_path)


def test_without_a_keyring_the_file_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: str) -> None:
        raise RuntimeError("No recommended backend was available.")

    monkeypatch.setattr(keyring, "set_password", refuses)
    assert keep(tmp_path, SIGN_IN, in_keyring=True) == str(tmp_path / FILE)
    assert oct((tmp_path / FILE).stat().st_mode & 0o777) == "0o600"
    assert kept(tmp_path) == SIGN_IN


def test_a_keyring_that_waits_for_a_password_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "set_password", lambda *_: time.sleep(0.5))
    monkeypatch.setattr(desktop_keyring, "SECONDS", 0.02)
    assert keep(tmp_path, SIGN_IN, in_keyring=True) == str(tmp_path / FILE)
