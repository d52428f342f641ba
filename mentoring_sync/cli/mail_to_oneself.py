"""`mail test ADDRESS`: one mail to invented people, sent to the operator alone.

It carries no key, so no run ever takes it for one of its own.
"""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes, policy

from pydantic import EmailStr, TypeAdapter, ValidationError

from mentoring_sync.cli.preview import kinds_called, languages_of, says_of
from mentoring_sync.errors import UsageError
from mentoring_sync.mail.writing.envelope import Letter, seal
from mentoring_sync.records.message import KEY_HEADER, Address
from mentoring_sync.run.services import Services
from mentoring_sync.settings.load import Configuration


def send_a_test(
    configuration: Configuration, services: Services, *, address: str, kind: str, language: str, now: datetime
) -> dict[str, str]:
    """Send it; to whom, and its subject.

    Raises:
        UsageError: it is no address, or there is no such kind or language.
    """
    [one] = kinds_called(kind)
    [code] = languages_of(configuration, language or configuration.program.programme.language)
    says = next(iter(says_of(configuration, one)))[1]
    written = configuration.templates.write(one, code, says)
    letter = Letter(
        key="test",
        sender=configuration.program.mail.sender,
        reply_to=configuration.program.mail.reply_to,
        to=(Address(name="", email=_checked(address)),),
        subject=f"[Test] {configuration.templates.subject(one, code, says).strip()}",
        date=now,
        text=written.text,
        html=written.html,
    )
    channel = services.mail_channel(lambda line: None)  # noqa: ARG005 - a test has nothing to tell
    channel.send(channel.draft(_without_key(seal(letter))).id)
    return {"to": letter.to[0].email, "subject": letter.subject}


def _checked(address: str) -> str:
    try:
        return TypeAdapter(EmailStr).validate_python(address)
    except ValidationError as error:
        raise UsageError(f"{address!r} is no address.", remedy="Name one, such as you@example.org.") from error


def _without_key(mime: bytes) -> bytes:
    message = message_from_bytes(mime, policy=policy.SMTP.clone(refold_source="none"))
    del message[KEY_HEADER]
    return message.as_bytes()
