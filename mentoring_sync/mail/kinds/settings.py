"""The settings of each kind of mail: [mail.kinds] of `config/program.toml`. All but introductions can be turned off.

In: the tables as TOML gives them. Out: frozen models. A date or a link that is left out has a sound default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.progress.settings import Title
from mentoring_sync.records.form_link import FormLink

Days = Annotated[int, Field(ge=0, le=365)]


class Delivered(BaseModel):
    """What becomes of a kind's mail; left out: what [mail] says of all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    delivery: Delivery | None = None


class KindSettings(Delivered):
    """Whether a kind is mailed."""

    on: bool = True


class Recent(KindSettings):
    """A kind for those who applied in the last `within_days` days."""

    within_days: Days = 7


class NotEligible(Recent):
    """It waits `after_days` days, in which the coordinator may waive the requirement."""

    within_days: Days = 30
    after_days: Days = 1


class Survey(KindSettings):
    """A kind that asks for a survey; without a link people are asked to answer the mail. Who hasn't answered after
    `reminder_days` is reminded once, where that can be seen; 0: nobody is."""

    survey: FormLink = ""
    reminder_days: Days = 7


class Reminder(KindSettings):
    """A reminder, some hours before a meeting."""

    on: bool = False
    hours: int = Field(default=24, ge=1, le=14 * 24)


class Milestones(KindSettings):
    """Reminders of the calendar's dates, so many days before."""

    days_before: tuple[Days, ...] = Field(default=(7, 1), max_length=5)


class Missed(KindSettings):
    """A nudge after a missed meeting, unless it is marked later than after `within_days` days."""

    within_days: Days = 21


class Reporting(KindSettings):
    """The question who came, some hours after a meeting, and once more some days later if nobody has said."""

    after_hours: int = Field(default=2, ge=0, le=14 * 24)
    reminder_days: Days = 3


class Apply(KindSettings):
    """The invitation to apply: where the forms are."""

    mentor_form: FormLink = ""
    mentee_form: FormLink = ""


class Certificates(KindSettings):
    """Certificates. What completing the round takes stands in [completion]; earlier versions had it here, and its keys
    are still read."""

    mentee_meetings: int | None = Field(default=None, ge=0, le=100)
    mentee_needs: tuple[Title, ...] | None = None
    mentor_share: float | None = Field(default=None, ge=0, le=1)
    mentor_needs: tuple[Title, ...] | None = None

    @property
    def completion(self) -> Mapping[str, Mapping[str, object]]:
        """What the keys of earlier versions say, as [completion] would; of those that are set."""
        said: Mapping[str, Mapping[str, object]] = {
            "mentee": {"meetings": self.mentee_meetings, "needs": self.mentee_needs},
            "mentor": {"share": self.mentor_share, "needs": self.mentor_needs},
        }
        found = {role: {key: each for key, each in of.items() if each is not None} for role, of in said.items()}
        return {role: of for role, of in found.items() if of}


class NotCompletedSettings(KindSettings):
    """It waits `after_days` days after the round, in which marks and answers still come in."""

    after_days: Days = 14


class Kinds(BaseModel):
    """[mail.kinds]."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    introduction: Delivered = Delivered()
    invitation_to_apply: Apply = Apply()
    welcome_back: KindSettings = KindSettings()
    receipt: Recent = Recent()
    answers_replaced: Recent = Recent(within_days=14)
    not_eligible: NotEligible = NotEligible()
    waiting_list: KindSettings = KindSettings()
    meetings: KindSettings = KindSettings()
    follow_up: KindSettings = KindSettings()
    missed_meeting: Missed = Missed()
    reminder: Reminder = Reminder()
    milestones: Milestones = Milestones()
    dates_moved: KindSettings = KindSettings()
    meeting_report: Reporting = Reporting()
    half_way: Survey = Survey()
    closing_survey: Survey = Survey()
    certificate: Certificates = Certificates()
    certificate_taken_back: KindSettings = KindSettings()
    not_completed: NotCompletedSettings = NotCompletedSettings()
    digest: KindSettings = KindSettings()
    weekly_count: KindSettings = KindSettings()

    def delivery_of(self, kind: str) -> Delivery | None:
        """What is set for a kind by the name of its settings; None where nothing is."""
        found: Delivered = getattr(self, kind)
        return found.delivery
