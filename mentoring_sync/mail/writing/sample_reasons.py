"""What an application may lack, a reason for each rule and some more: the reasons of `sample`'s invented applicants."""

from __future__ import annotations

from mentoring_sync.intake.outcome import Reason
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.requirement import Certification, Parameter, Role

_CERTIFIED = "Are you a certified instructor?"
_TAUGHT = "How many workshops have you taught?"
_OFFER = "How many mentees could you take on at most?"
_AGREE = "Can you give about four hours a month?"
_NAME, _EMAIL, _ZONE, _HOURS = "Your name", "Email Address", "Your time zone", "When could you meet, by your own clock?"


def requirements_missed(role: Role) -> tuple[Reason, ...]:
    """Requirements of a role that don't hold, each in all ways."""
    both = (Certification.CERTIFIED, Certification.IN_PROGRESS)
    return (
        uncertified(role, "I'm in training", Certification.IN_PROGRESS, accepts=both[:1]),
        uncertified(role, "No", Certification.NONE, accepts=both),
        uncertified(role, "", Certification.NONE, accepts=both[1:]),
        taught(role, 1, at_least=2),
        taught(role, 0, at_least=1),
        taught(role, 7, at_most=1),
        taught(role, 7, at_most=2),
        disagreed(role),
    )


def uncertified(role: Role, answer: str, says: Certification, *, accepts: tuple[Certification, ...]) -> Reason:
    """A certification that isn't among those accepted."""
    wanted = tuple(state.value for state in accepts)
    return _requirement(Rule.CERTIFICATION, role, _CERTIFIED, answer, accepts=wanted, says=says.value)


def taught(role: Role, says: int, *, at_least: int = 0, at_most: int | None = None) -> Reason:
    """Too few workshops taught, or too many."""
    bounds: dict[str, Parameter] = {"at_least": at_least, "at_most": at_most, "says": says}
    return _requirement(Rule.WORKSHOPS_TAUGHT, role, _TAUGHT, str(says), **bounds)


def disagreed(role: Role) -> Reason:
    """The commitment wasn't agreed to."""
    return _requirement(Rule.COMMITMENT, role, _AGREE, "Not sure yet", says=False)


def came_late() -> Reason:
    """Applications had closed."""
    return Reason(code=Rule.LATE, rule=Rule.LATE, question="", answer="", parameters={"closed": "20 Nov 2026"})


def answers_refused() -> tuple[Reason, ...]:
    """Answers that can't be used, one for each rule by which an applicant's answer is refused."""
    return (
        _refused(Rule.NO_NAME, "name", _NAME),
        _refused(Rule.UNSEEN_NAME, "name", _NAME, "-"),
        _refused(Rule.TOO_LONG, "name", _NAME, "Anna " * 80, max_length=200, why="it is too long"),
        _refused(Rule.NO_ADDRESS, "email", _EMAIL),
        _refused(Rule.NOT_AN_ADDRESS, "email", _EMAIL, "ana(at)example.org", why="it has no @"),
        _refused(Rule.NO_ZONE, "time_zone", _ZONE),
        _refused(Rule.UNKNOWN_ZONE, "time_zone", _ZONE, "IST"),
        _refused(Rule.UNKNOWN_OFFSET, "time_zone", _ZONE, "UTC+3:20"),
        _refused(
            Rule.DOUBTFUL_ZONE, "time_zone", _ZONE, "London, Ontario",
            taken="London", zone="Europe/London", other="Ontario",
        ),
        _refused(Rule.NO_HOURS, "hours", _HOURS),
        _refused(Rule.UNREAD_HOURS, "hours", _HOURS, "evenings"),
        _refused(Rule.NO_LANGUAGE, "languages", "In which languages could you take part?"),
        _refused(Rule.NO_ANSWER, "commitment", _AGREE),
        _refused(Rule.NOT_AN_OPTION, "commitment", _AGREE, "We'll see", nearest=""),
        _refused(Rule.NOT_AN_OPTION, "certification", _CERTIFIED, "Not really", nearest="Not yet"),
        _refused(Rule.NO_NUMBER, "workshops_taught", _TAUGHT),
        _refused(Rule.NOT_A_NUMBER, "workshops_taught", _TAUGHT, "it depends"),
        _refused(Rule.LESS_THAN_NOTHING, "workshops_taught", _TAUGHT, "-2"),
        _refused(Rule.A_DATE, "workshops_taught", _TAUGHT, "2-Mar"),
        _refused(Rule.MADE_A_DATE, "workshops_taught", _TAUGHT, "46054", date="2026-02-01", typed="2-1"),
        _refused(Rule.TOO_MANY, "workshops_taught", _TAUGHT, "10000"),
        _refused(Rule.TOO_FEW, "capacity", _OFFER, "0", ge=1, why="it is less than 1"),
        _refused(Rule.UNCERTAIN_NUMBER, "workshops_taught", _TAUGHT, "a few <b>", role="mentor"),
        _refused(Rule.UNUSABLE, "workshops_helped", "How many workshops have you helped at?", "*", why="it can't be"),
    )  # fmt: skip


def _requirement(rule: Rule, role: Role, question: str, answer: str, **parameters: Parameter) -> Reason:
    said = {"role": role.value, **parameters}
    return Reason(code=f"requirement_{rule}", rule=rule, question=question, answer=answer, parameters=said)


def _refused(rule: Rule, code: str, question: str, answer: str = "", **parameters: Parameter) -> Reason:
    return Reason(code=code, rule=rule, question=question, answer=answer, parameters=parameters)
