import pytest

from tests.intake.response_tabs import read


@pytest.mark.parametrize(
    "name",
    [
        "\u3164",
        "\u2800\u2800",
        "\U000e0041\U000e0042",
        "\u115f\u1160",
        "\uffa0",
        "\u200b",
        "\u0301",
        "\ufe0f",
        "\u034f",
        "...",
        "\ue000",
        "\u180e",
        "-",
    ],
)
def test_what_cant_be_seen_is_no_name(name):
    (rejection,) = read(mentees=[{"name": name}]).rejections
    assert rejection.name == ""
    assert [reason.code for reason in rejection.reasons] == ["name"]


@pytest.mark.parametrize("name", ["Al", "陈", "ليلى", "王\U000e0100", "Ng", "X Æ A-12", "R2"])
def test_what_can_be_seen_is_a_name(name):
    assert read(mentees=[{"name": name}]).mentees[0].name == name


def test_a_name_is_kept_without_what_cant_be_seen_in_it():
    assert read(mentees=[{"name": "A\u3164na \u2800Lima\U000e0041"}]).mentees[0].name == "Ana Lima"
