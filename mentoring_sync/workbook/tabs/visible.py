"""The tabs that people see, in the order in which a first run makes them."""

from __future__ import annotations

from mentoring_sync.workbook.tabs.attendance import ATTENDANCE
from mentoring_sync.workbook.tabs.certificates import CERTIFICATES
from mentoring_sync.workbook.tabs.control import CONTROL
from mentoring_sync.workbook.tabs.mail import MAIL
from mentoring_sync.workbook.tabs.progress import PROGRESS
from mentoring_sync.workbook.tabs.quotations import QUOTATIONS
from mentoring_sync.workbook.tabs.review import REVIEW
from mentoring_sync.workbook.tabs.roster import ROSTER
from mentoring_sync.workbook.tabs.runs import RUNS
from mentoring_sync.workbook.tabs.teams import TEAMS

VISIBLE_TABS = (CONTROL, ROSTER, TEAMS, ATTENDANCE, PROGRESS, QUOTATIONS, CERTIFICATES, MAIL, REVIEW, RUNS)
