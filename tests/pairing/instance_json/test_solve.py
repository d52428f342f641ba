"""Instances as JSON: what a good one gives, and how every mistake of a bad one is named."""

from __future__ import annotations

import json

import pytest

from mentoring_sync.pairing.instance_json.instance import InstanceError
from mentoring_sync.pairing.instance_json.solve import Result
from mentoring_sync.pairing.instance_json.solve import solve as solve_within
from tests.pairing.rounds import in_its_time


def solve(text: str) -> Result:
    return solve_within(text, in_its_time())


def a_person(name, **given):
    return {
        "id": name,
        "tz": "Europe/Berlin",
        "languages": ["en"],
        "availability": [["mon", "17:00", "19:00"]],
        "topics": ["python"],
        "goals": ["confidence"],
        "domain": "biology",
        "cert_path": "swc",
        "institution": "",
        "region": "Europe",
        **given,
    }


def an_instance(**given):
    return {
        "format": "pairing-instance/1",
        "name": "two people",
        "round": {"start": "2026-09-07", "weeks": 16},
        "meeting_minutes": 60,
        "start_step_minutes": 60,
        "mentors": [a_person("m1", capacity=3, min_team=1)],
        "mentees": [a_person("e1")],
        **given,
    }


def solved(**given):
    return solve(json.dumps(an_instance(**given))).as_json()


def mistakes(**given):
    with pytest.raises(InstanceError) as caught:
        solve(json.dumps(an_instance(**given)))
    assert caught.value.exit_code == 3
    return caught.value.mistakes


def test_a_result_has_the_teams_in_the_ids_of_the_instance():
    result = solved()
    (team,) = result["teams"]
    assert (team["mentor"], team["mentees"], team["start"][0]) == ("m1", ["e1"], "mon")


def test_a_result_says_how_good_it_is():
    result = solved()
    assert result["status"] == "optimal"
    assert result["objectives"] == {
        "placed": {"value": 1, "bound": 1},
        "moved": {"value": 0, "bound": 0},
        "score": {"value": 100, "bound": 100},
    }


def test_the_order_of_an_instance_does_not_matter():
    mentors = [a_person(f"m{at}", capacity=2) for at in range(3)]
    mentees = [a_person(f"e{at}", topics=["python"] if at % 2 else []) for at in range(5)]
    forward = solved(mentors=mentors, mentees=mentees)
    backward = solved(mentors=mentors[::-1], mentees=mentees[::-1])
    assert forward["teams"] == backward["teams"]


def test_an_unplaced_mentee_comes_with_reason_and_remedies():
    (unplaced,) = solved(mentees=[a_person("e1", languages=["cy"])])["unplaced"]
    assert (unplaced["id"], unplaced["reason"]) == ("e1", "No mentor speaks cy")
    assert unplaced["remedies"]


def test_unknown_keys_are_left_alone():
    assert solved(remark="for later")["status"] == "optimal"


def test_a_standing_team_stays():
    standing = [{"mentor": "m1", "start": ["mon", "18:00"], "mentees": ["e1"], "introduced": True}]
    assert solved(standing=standing)["teams"][0]["start"] == ["mon", "18:00"]


def test_the_same_id_on_both_sides_is_one_person():
    assert solved(mentees=[a_person("m1")])["teams"] == []


def test_every_mistake_is_named_with_its_place_at_once():
    mentors = [a_person("m1", capacity=0, tz="Europe/Berln")]
    mentees = [a_person("e1", availability=[["mon", "19:00", "17:00"], ["sunday", "9:00", "10:00"]])]
    found = "\n".join(mistakes(mentors=mentors, mentees=mentees))
    assert "mentors[0] ('m1').capacity" in found
    assert "mentors[0] ('m1').tz: 'Europe/Berln' is no IANA time zone" in found
    assert "mentees[0] ('e1').availability[1][0]: 'sunday' is no weekday" in found
    assert "mentees[0] ('e1').availability[1][1]: '9:00' is no time of day such as 17:00" in found


def test_a_block_that_ends_before_it_starts_is_a_mistake():
    assert mistakes(mentees=[a_person("e1", availability=[["mon", "19:00", "17:00"]])]) == [
        "mentees[0] ('e1'): mon 19:00-17:00 ends before it starts"
    ]


def test_an_id_that_comes_twice_is_a_mistake():
    assert mistakes(mentees=[a_person("e1"), a_person("e1")]) == ["mentees: 'e1' comes twice"]


def test_a_pin_that_contradicts_a_hard_rule_is_a_mistake():
    assert mistakes(mentees=[a_person("e1", languages=["cy"])], pins=[["e1", "m1"]]) == [
        "'e1' can't be pinned to 'm1': they share no language"
    ]


def test_text_that_is_not_json_is_a_mistake_with_its_line():
    with pytest.raises(InstanceError, match="line 2: not JSON"):
        solve('{"format":\n nonsense')


def test_another_format_is_a_mistake():
    assert mistakes(format="pairing-instance/2")[0].startswith("format: ")


def test_a_number_of_weeks_in_quotes_is_a_mistake():
    assert mistakes(round={"start": "2026-09-07", "weeks": "16"})[0].startswith("round.weeks: ")
