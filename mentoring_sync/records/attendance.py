"""What is marked of a person at a meeting."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """What stands in *Attendance* under a meeting's date."""

    PRESENT = "present"
    EXCUSED = "excused"
    MISSED = "missed"
