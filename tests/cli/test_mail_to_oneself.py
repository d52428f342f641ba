"""`mail test ADDRESS`: one mail, to that address alone, which no run takes for its own."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mentoring_sync.cli.demo import exported, filled
from mentoring_sync.cli.mail_to_oneself import send_a_test
from mentoring_sync.errors import UsageError
from mentoring_sync.records.message import KEY_HEADER
from mentoring_sync.run.google_services import google_services
from mentoring_sync.sandbox import serving
from mentoring_sync.settings.load import API_ROOT, Configuration, load

PROGRAM = Path(__file__).parents[2] / "fixtures" / "programmes" / "rust-es" / "program.toml"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def sent(configuration: Configuration, address: str, kind: str = "introduction", language: str = "") -> dict[str, str]:
    services = google_services(configuration.program.google, "mail test")
    return send_a_test(configuration, services, address=address, kind=kind, language=language, now=NOW)


def test_one_mail_goes_to_one_address_and_carries_no_key(tmp_path: Path) -> None:
    data = tmp_path / "workspace.sqlite"
    workspace = filled(data, "mentorias-rust-2027", {"Aprendices": b"Marca temporal\n"}, now=NOW)
    with serving(data) as server:
        configuration = load(PROGRAM, {API_ROOT: server.url})
        assert sent(configuration, "me@example.org")["subject"].startswith("[Test] Mentorías Rust 2027-1:")
        assert sent(configuration, "me@example.org", "receipt", "de")["to"] == "me@example.org"
        with pytest.raises(UsageError, match="is no address"):
            sent(configuration, "me at example")
    _, folder, count = exported(workspace, "mentorias-rust-2027", data)
    workspace.close()
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in Path(folder).rglob("*.eml")]
    assert (count, {str(mail["To"]) for mail in mails}) == (2, {"me@example.org"})
    assert not any(mail[KEY_HEADER] for mail in mails)
