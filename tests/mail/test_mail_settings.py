import pytest
from pydantic import ValidationError

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.settings import MailSettings, Programme
from mentoring_sync.records.message import Address

GOOD = {"sender": "Mentoring Groups <mentoring@example.org>", "reply_to": "ask@example.org", "delivery": "send"}


def test_a_sender_is_a_name_and_an_address():
    settings = MailSettings.model_validate(GOOD)
    assert settings.sender == Address(name="Mentoring Groups", email="mentoring@example.org")


def test_an_address_alone_has_no_name():
    assert MailSettings.model_validate(GOOD).reply_to == Address(name="", email="ask@example.org")


def test_what_becomes_of_mail_is_chosen_and_is_the_coordinators_review_where_it_is_not():
    assert MailSettings.model_validate(GOOD | {"delivery": "draft"}).delivery is Delivery.DRAFT
    left_out = {key: value for key, value in GOOD.items() if key != "delivery"}
    assert MailSettings.model_validate(left_out).delivery is Delivery.REVIEW


def test_a_kind_may_have_its_own():
    settings = MailSettings.model_validate(GOOD | {"kinds": {"receipt": {"delivery": "draft"}}})
    assert settings.kinds.delivery_of("receipt") is Delivery.DRAFT
    assert settings.kinds.delivery_of("introduction") is None


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
