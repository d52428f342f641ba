"""The settings a mail depends on: [programme], [commitment] and [mail] of `config/program.toml`.

In: the tables as TOML gives them. Out: frozen models; an unknown key or an unusable address is a mistake.
"""

from __future__ import annotations

from email.utils import parseaddr
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, EmailStr, Field, TypeAdapter, model_validator

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.settings import Kinds
from mentoring_sync.mail.one_line import Line
from mentoring_sync.mail.writing.wording import ENGLISH
from mentoring_sync.records.message import Address

_EMAIL: TypeAdapter[str] = TypeAdapter(EmailStr)


def _mailbox(value: object) -> object:
    if not isinstance(value, str):
        return value
    name, email = parseaddr(value)
    if not email or "\n" in value or "\r" in value:
        raise ValueError(f"{value!r} is no mailbox (such as Mentoring Groups <mentoring@example.org>)")
    return Address(name=name, email=_EMAIL.validate_python(email))


Mailbox = Annotated[Address, BeforeValidator(_mailbox)]
"""`Name <address>` or an address alone."""


class Programme(BaseModel):
    """[programme]: how it is called, whose it is, who signs, and the address to ask. `id` is what names it in the keys
    of its messages; empty: its name does. `language` (a code) is what the coordinator reads; `about` says by language,
    in a sentence or two, what the programme is for: those who are invited read it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Line
    community: Line
    coordinator: Line
    contact: EmailStr
    id: str = Field(default="", max_length=80, pattern=r"^[a-z0-9-]*$")
    language: str = ENGLISH
    about: dict[str, Line] = Field(default_factory=dict)


class Operator(BaseModel):
    """[operator]: who runs the program, and hears of faults in forms, formulas and configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: EmailStr


class Commitment(BaseModel):
    """[commitment]: what a mentor agrees to; `months` is a text such as "3 to 5". Without it no letter speaks of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hours_a_month: int = Field(default=0, ge=0, le=100)
    months: str = Field(default="", max_length=100)

    @model_validator(mode="after")
    def _both_or_none(self) -> Commitment:
        if bool(self.hours_a_month) != bool(self.months):
            raise ValueError("say both, hours_a_month and months, or leave [commitment] out")
        return self


class MailSettings(BaseModel):
    """[mail]: who the mail is from, where answers go (left out: to the sender) and whether they are read, what becomes
    of it, how much goes out at most, and its kinds.
    Gmail lets a free account send 500 messages in 24 hours, a Workspace account 2,000
    (https://support.google.com/a/answer/166852)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sender: Mailbox
    reply_to: Mailbox
    read_replies: bool = False
    delivery: Delivery = Delivery.REVIEW
    most_a_run: int = Field(default=100, ge=1, le=2_000)
    most_a_day: int = Field(default=450, ge=1, le=2_000)
    kinds: Kinds = Kinds()

    @model_validator(mode="before")
    @classmethod
    def _answers_go_to_the_sender(cls, given: Any) -> Any:
        if isinstance(given, dict) and "sender" in given:
            return {"reply_to": given["sender"], **given}
        return given

    def receives_answers(self, account: str) -> bool:
        """Whether what people answer comes to this account (empty: it isn't known yet)."""
        local, _, domain = self.reply_to.email.casefold().rpartition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        return not account or account.casefold() in (plain, self.reply_to.email.casefold()) or self._is_the_senders

    @property
    def _is_the_senders(self) -> bool:
        """Answers go to the address that the account sends as, which it had to receive mail at to be allowed to."""
        return self.reply_to.email.casefold() == self.sender.email.casefold()
