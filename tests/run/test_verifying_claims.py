"""What people say of themselves beside an export of the community's database: said, and nothing decided by it."""

from __future__ import annotations

from mentoring_sync.intake.verification import VerifySettings, community
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role, RoleRequirements
from mentoring_sync.settings.agreement import meanings
from tests.run.held import named_in
from tests.run.in_memory import Programme, programme_of_two_teams

SETTINGS = VerifySettings.model_validate(
    {"people": "people.csv", "email": "E-mail", "name": "Name", "certified": ["Since"], "workshops_taught": "N"}
)
ADA = {"E-mail": "Ada@Example.org", "Name": "Ada Brandt", "Since": "2019-05-02", "N": "3"}
AL = {"E-mail": "al.gore@old.example", "Name": "al gore", "Since": "12 Mar 2018", "N": "3"}


def verified(programme: Programme, *rows: dict[str, str]) -> Programme:
    """The programme with this export, and the next run."""
    for row in range(1, 3):
        programme.set_field(Role.MENTOR, row, "workshops_taught", 3.0)
    export = community(SETTINGS, rows, meanings(programme.configuration.questions))
    programme.configuration = programme.configuration.model_copy(update={"community": export})
    programme.run()
    return programme


def reasons(programme: Programme) -> dict[str, str]:
    return {key: str(row[0] or "") for key, row in programme.cells("Roster", "Reason").items()}


def asked(programme: Programme) -> list[str]:
    return [each for each in programme.asked() if "people.csv" in each]


def test_who_is_as_they_say_is_marked_in_roster_by_address_or_by_name() -> None:
    programme = verified(programme_of_two_teams(Delivery.REVIEW), ADA, AL)
    assert reasons(programme)["mentor:ada@example.org"] == "Verified by people.csv."
    assert reasons(programme)["mentor:al@example.org"] == "Verified by people.csv (by the name)."
    assert reasons(programme)["mentee:bo@example.org"] == ""
    assert asked(programme) == []


def test_what_the_export_contradicts_is_said_and_nobody_loses_a_place_by_it() -> None:
    before = verified(programme_of_two_teams(Delivery.REVIEW))
    programme = verified(
        programme_of_two_teams(Delivery.REVIEW), {**ADA, "Since": "", "N": "1"}, {**AL, "Since": "2031-01-01"}
    )
    assert asked(programme) == [
        "Ada Brandt, mentor, says certification: certified. people.csv says: not certified.",
        "Ada Brandt, mentor, says workshops taught: 3. people.csv says: 1.",
        "Al Gore, mentor, says certification: certified. people.csv says: not certified until 2031-01-01.",
    ]
    assert programme.teams() == before.teams()
    assert "Verified" not in "".join(reasons(programme).values())


def test_whoever_was_turned_away_may_be_more_than_they_say() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.answers(Role.MENTOR, "Fay Ode", "fay@example.org", workshops_taught=1.0)
    verified(programme, {"E-mail": "fay@example.org", "Name": "", "Since": "yes", "N": "4"})
    assert asked(programme) == ["Fay Ode, mentor, says workshops taught: 1. people.csv says: 4."]


def test_a_name_that_several_have_is_no_match_and_an_address_comes_before_a_name() -> None:
    other = {**ADA, "E-mail": "other@example.org", "N": "9"}
    programme = verified(programme_of_two_teams(Delivery.REVIEW), ADA, other, AL, {**AL, "E-mail": ""})
    assert reasons(programme)["mentor:ada@example.org"] == "Verified by people.csv."
    assert asked(programme) == ["Several rows of people.csv may be Al Gore, mentor: nothing is compared."]


def test_only_what_the_role_requires_is_compared() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    requirements = programme.configuration.program.requirements
    rules = {code: rule for code, rule in requirements.mentor if code != "workshops_taught"}
    mentor = RoleRequirements.model_validate(rules)
    program = programme.configuration.program.model_copy(
        update={"requirements": requirements.model_copy(update={"mentor": mentor})}
    )
    programme.configuration = programme.configuration.model_copy(update={"program": program})
    verified(programme, {**ADA, "N": "77"})
    assert asked(programme) == []


def test_a_run_on_the_same_file_writes_nothing_more() -> None:
    programme = verified(programme_of_two_teams(Delivery.OFF), ADA, {**AL, "N": "1"})
    programme.run()
    commit = programme.sheets.commit
    programme.run()
    assert programme.sheets.commit == commit


def test_forgotten_people_in_the_file_stay_unused() -> None:
    programme = verified(programme_of_two_teams(Delivery.REVIEW), {**ADA, "N": "1"})
    programme.forget("ada@example.org")
    programme.run()
    assert named_in(programme, "ada@example.org", "Ada Brandt") == []
    assert asked(programme) == []
