"""How much of what people write where a time zone is asked is read right: `read`, in `doubt`, or `wrong`."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import clean
from mentoring_sync.intake.clocks import same
from mentoring_sync.intake.zones import Zones
from tests.intake.response_tabs import the_questions

ZONES = Zones(the_questions().zones)


def written(name: str) -> list[dict[str, str]]:
    """The rows of a list: what is written, the person's country (empty: not asked), the zone meant, or "doubt"."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def became(row: dict[str, str]) -> str:
    """What is made of an answer; a zone whose clock always shows the same as that of the one meant is right."""
    try:
        parsed = ZONES.read(clean(row["written"]), clean(row["country"]))
    except Unusable:
        return "doubt"
    if parsed.doubts:
        return "doubt"
    return "read" if row["zone"] != "doubt" and same(parsed.value, row["zone"]) else "wrong"


@pytest.mark.parametrize("name", ["time_zones_as_written.csv", "time_zones_held_out.csv"])
def test_nine_in_ten_are_read_and_none_is_read_wrong(name):
    rows = written(name)
    counted = Counter(map(became, rows))
    print(name, dict(counted))
    assert [row for row in rows if became(row) == "wrong"] == []
    assert counted["read"] >= 0.9 * sum(row["zone"] != "doubt" for row in rows)
