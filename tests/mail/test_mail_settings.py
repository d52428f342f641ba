import pytest
from pydantic import ValidationError

from mentoring_sync.mail.settings import Delivery, MailSettings, Programme
from mentoring_sync.records.message import Address

GOOD = {"sender": "Mentoring Groups <mentoring@example.org>", "reply_to": "ask@example.org", "delivery": "send"}


def test_a_sender_is_a_name_and_an_address():
    settings = MailSettings.model_validate(GOOD)
    assert settings.sender == Address(name="Mentoring Groups", email="mentoring@example.org")


def test_an_address_alone_has_no_name():
    assert MailSettings.model_validate(GOOD).reply_to == Address(name="", email="ask@example.org")


def test_delivery_is_one_of_three():
    assert MailSettings.model_validate(GOOD | {"delivery": "draft"}).delivery is Delivery.DRAFT


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sender", "Mentoring Groups"),
        ("sender", "Mentoring Groups <mentoring@nowhere>"),
        ("sender", "A <a@example.org>\nBcc: b@example.org"),
        ("sender", 7),
        ("reply_to", ""),
        ("delivery", "maybe"),
        ("carbon_copy", "c@example.org"),
    ],
)
def test_a_mistake_in_the_mail_settings_is_told_by_its_key(key, value):
    with pytest.raises(ValidationError) as caught:
        MailSettings.model_validate(GOOD | {key: value})
    assert caught.value.errors()[0]["loc"][0] == key


def test_a_programme_name_of_two_lines_is_a_mistake():
    with pytest.raises(ValidationError):
        Programme.model_validate(
            {"name": "Mentoring\nGroups", "community": "C", "coordinator": "A", "contact": "a@example.org"}
        )
