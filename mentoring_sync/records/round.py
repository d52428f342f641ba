"""A round of the programme: when it runs, and on which dates a team with a weekly slot meets."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mentoring_sync.records.availability import WeeklyHours, WeeklySlot


class Round(BaseModel):
    """The dates of a round. `weeks` and `meeting_every_weeks` count weeks, `meeting_minutes` minutes.

    A team's slot is free for all its members in every one of `weeks`; it meets in every `meeting_every_weeks`-th, but
    not on `holidays` (dates on the mentor's calendar). `id` is what names the round in memory and in the keys of its
    messages; empty: its name does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=40, pattern=r"^[\w .-]+$")
    applications_close: date
    start: date
    weeks: int = Field(ge=1, le=52)
    meeting_minutes: int = Field(ge=15, le=240)
    meeting_every_weeks: int = Field(ge=1, le=12)
    holidays: tuple[date, ...] = ()
    id: str = Field(default="", max_length=80, pattern=r"^[a-z0-9-]*$")

    @model_validator(mode="after")
    def _closes_before_it_starts(self) -> Round:
        if self.applications_close >= self.start:
            raise ValueError(
                f"applications_close ({self.applications_close}) must be before start ({self.start}):"
                " teams are formed in between"
            )
        return self

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

    def missed(self, slot: WeeklySlot, hours: WeeklyHours) -> tuple[datetime, ...]:
        """The weeks in which someone with these hours can't come to the slot, each by its start."""
        return tuple(start for start in self.every_week(slot) if not hours.free_at(start, self.meeting_minutes))
