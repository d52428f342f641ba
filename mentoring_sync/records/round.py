"""A round of the programme: its calendar, when it runs, and on which dates a team with a weekly slot meets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mentoring_sync.records.availability import Weekday, WeeklyHours, WeeklySlot
from mentoring_sync.records.calendar import Milestone, Moment, Step, in_order, out_of_order, over_everywhere


class LateApplicants(StrEnum):
    """What becomes of those who apply once applications have closed."""

    REFUSE = "refuse"
    WAIT = "wait"
    FREE_SEATS = "free seats only"


class Hold(StrEnum):
    """For which dates it is promised that all can come: each week of the round, or those in which the team meets."""

    EVERY_WEEK = "every week"
    MEETINGS = "meetings"


class Round(BaseModel):
    """The dates of a round. `weeks` and `meeting_every_weeks` count weeks, `meeting_minutes` minutes.

    A team's slot is free for all its members in every one of `weeks` (or only when it meets, as `hold` says); it meets
    in every `meeting_every_weeks`-th, but not on `holidays` (dates on the mentor's calendar). `id` is what names the
    round in memory and in the keys of its messages; empty: its name does. Dates of the calendar that are left out are
    no milestones; teams are formed once applications have closed, not before the day of `pairing`. `late` says what
    becomes of those who apply after `applications_close`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=40, pattern=r"^[\w .-]+$")
    applications_open: date | None = None
    information_sessions: tuple[Moment, ...] = ()
    applications_close: date
    pairing: date | None = None
    onboarding: tuple[Moment, ...] = ()
    start: date
    weeks: int = Field(ge=1, le=52)
    meeting_minutes: int = Field(ge=15, le=240)
    meeting_every_weeks: int = Field(ge=1, le=12)
    holidays: tuple[date, ...] = ()
    check_in: Moment | None = None
    showcases: tuple[Moment, ...] = ()
    closing_survey: date | None = None
    late: LateApplicants = LateApplicants.FREE_SEATS
    id: str = Field(default="", max_length=80, pattern=r"^[a-z0-9-]*$")
    hold: Hold = Hold.EVERY_WEEK

    @model_validator(mode="after")
    def _closes_before_it_starts(self) -> Round:
        if self.applications_close >= self.start:
            raise ValueError(
                f"applications_close ({self.applications_close}) must be before start ({self.start}):"
                " teams are formed in between"
            )
        return self

    @model_validator(mode="after")
    def _is_in_order(self) -> Round:
        wrong = [*out_of_order([*self._milestones()]), *self._behind_its_end()]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    def _behind_its_end(self) -> Iterator[str]:
        if self.check_in and Milestone(step=Step.CHECK_IN, at=self.check_in).day >= self.end:
            yield f"check_in ({self.check_in}) must be before the round's end ({self.end})"

    @model_validator(mode="after")
    def _leaves_meetings(self) -> Round:
        for day in range(7):
            dates = self._dates(self.start + timedelta(days=day))
            if dates and set(dates) <= set(self.holidays):
                raise ValueError(f"holidays leave no meeting to a team that would meet on {dates[0]:%A}s")
        return self

    def _dates(self, first: date) -> tuple[date, ...]:
        return tuple(first + timedelta(weeks=week) for week in range(0, self.weeks, self.meeting_every_weeks))

    @property
    def end(self) -> date:
        """The day after the round's last."""
        return self.start + timedelta(weeks=self.weeks)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The dates that the round goes by, the earliest first."""
        return in_order(self._milestones())

    def _milestones(self) -> Iterator[Milestone]:
        """Those that are configured, as they are, with the first and the last day of meetings."""
        dates: dict[Step, tuple[date | datetime | None, ...]] = {
            Step.APPLICATIONS_OPEN: (self.applications_open,),
            Step.INFORMATION_SESSION: self.information_sessions,
            Step.APPLICATIONS_CLOSE: (self.applications_close,),
            Step.PAIRING: (self.pairing,),
            Step.ONBOARDING: self.onboarding,
            Step.MEETINGS_BEGIN: (self.start,),
            Step.CHECK_IN: (self.check_in,),
            Step.SHOWCASE: self.showcases,
            Step.MEETINGS_END: (self.end - timedelta(days=1),),
            Step.CLOSING_SURVEY: (self.closing_survey,),
        }
        for step, found in dates.items():
            yield from (Milestone(step=step, at=at) for at in found if at is not None)

    @property
    def pairs_from(self) -> datetime:
        """From when on teams are formed: once applications have closed anywhere on Earth, not before the day set."""
        if self.pairing is None:
            return self.closed_at
        return max(self.closed_at, datetime.combine(self.pairing, time(), tzinfo=UTC))

    @property
    def closed_at(self) -> datetime:
        """The instant at which the last day for applications is over anywhere on Earth."""
        return over_everywhere(self.applications_close)

    def on_the_clock(self, slot: WeeklySlot, zone: str) -> WeeklySlot:
        """The slot as the clock of another zone shows it in the round's first week."""
        first = self.every_week(slot)[0].astimezone(ZoneInfo(zone))
        return WeeklySlot(day=Weekday(first.weekday()), start=first.hour * 60 + first.minute, zone=zone)

    def is_same_hour(self, one: WeeklySlot, other: WeeklySlot) -> bool:
        """Whether two slots, on whatever clocks, are the same instants in every week."""
        return one == other or self.every_week(one) == self.every_week(other)

    def every_week(self, slot: WeeklySlot) -> tuple[datetime, ...]:
        """The slot's start in each week of the round (aware, in the slot's zone)."""
        first = slot.first_on_or_after(self.start)
        return tuple(slot.on(first + timedelta(weeks=week)) for week in range(self.weeks))

    def meetings(self, slot: WeeklySlot) -> tuple[datetime, ...]:
        """The starts of the meetings that a team with this slot holds (aware, in the slot's zone)."""
        return tuple(start for start in self.rhythm(slot) if start.date() not in self.holidays)

    def rhythm(self, slot: WeeklySlot) -> tuple[datetime, ...]:
        """The same with those that would fall on a holiday."""
        return self.every_week(slot)[:: self.meeting_every_weeks]

    @property
    def joined_until(self) -> date:
        """The last day of the week in which teams meet for the last time: nobody joins one any more after it."""
        last = (self.weeks - 1) // self.meeting_every_weeks * self.meeting_every_weeks
        return self.start + timedelta(weeks=last, days=6)

    @property
    def held_every(self) -> int:
        """Every so many weeks the promise that all can come is held."""
        return self.meeting_every_weeks if self.hold is Hold.MEETINGS else 1

    def missed(self, slot: WeeklySlot, hours: WeeklyHours) -> tuple[datetime, ...]:
        """The weeks, of those that are promised, in which someone with these hours can't come, each by its start."""
        return tuple(
            start
            for start in self.every_week(slot)[:: self.held_every]
            if not hours.free_at(start, self.meeting_minutes)
        )
