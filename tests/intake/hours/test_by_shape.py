"""Answers in each shape of form, as they are written: what is read without a doubt is what is meant."""

import csv
from collections import Counter
from pathlib import Path

from mentoring_sync.intake.answer import Doubt, Unusable
from mentoring_sync.intake.hours.question import HoursQuestion
from mentoring_sync.intake.hours.read import HoursReader
from mentoring_sync.records.availability import Weekday, WeeklyHours

DAYS = {day.short: day.short for day in Weekday}
PARTS = {"morning": "08:00-12:00", "afternoon": "12:00-18:00", "evening": "18:00-22:00"}


def reader(**asked: object) -> HoursReader:
    return HoursReader(HoursQuestion.model_validate({"title": "When?", "parts": PARTS, **asked}))


BY_DAY, IN_WORDS = reader(days=DAYS), reader(shape="text")
SPANS = reader(
    shape="from and to",
    starts={day: f"{day} from" for day in DAYS},
    ends={day: f"{day} to" for day in DAYS},
)


def cells(row: dict[str, str]) -> tuple[HoursReader, dict[str, str]]:
    """The reader of a row's shape, and what it reads; `label` is the day or the hour of the column."""
    written, day = row["written"], row["label"].upper()
    match row["shape"]:
        case "day":
            return BY_DAY, {f"hours.{each.name}": written if each.name == day else "" for each in Weekday}
        case "hour":
            return reader(shape="grid by hour", options=[row["label"]]), {"hours.0": written}
        case "pair":
            start, end = written.split("|")
            asked = {f"hours.{each.name}.{which}": "" for each in Weekday for which in ("from", "to")}
            return SPANS, {**asked, f"hours.{day}.from": start, f"hours.{day}.to": end}
        case _:
            return IN_WORDS, {"hours": written}


def became(row: dict[str, str]) -> str:
    """`read`, in `doubt` (asked, or taken and pointed out), or read `wrong`."""
    try:
        parsed = cells(row)[0].read(cells(row)[1])
    except (Unusable, ValueError):  # a label that can't be read is refused with the configuration
        return "doubt"
    if any(isinstance(doubt, Doubt) for doubt in parsed.doubts):
        return "doubt"
    shown = ", ".join(map(str, WeeklyHours(zone="UTC", blocks=parsed.value).blocks))
    return "read" if shown == row["hours"] else "wrong"


def test_in_every_shape_nine_in_ten_are_read_and_none_is_read_wrong() -> None:
    with Path(__file__).with_name("by_shape.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    found = [(became(row), row) for row in rows]
    assert [row for what, row in found if what == "wrong"] == []
    counted = Counter(what for what, row in found if row["hours"] != "doubt")
    assert counted["read"] >= 0.9 * counted.total(), counted
