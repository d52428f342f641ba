"""The services as Google gives them: Sheets and Gmail over one session, a clock that waits, Ctrl-C at the keyboard."""

from __future__ import annotations

import time

from mentoring_sync.google.session import Transport, open_session
from mentoring_sync.google.sheets import Spreadsheet
from mentoring_sync.run.interrupts import ended_by_ctrl_c
from mentoring_sync.run.services import MailChannel, Say, Services, Sleep
from mentoring_sync.settings.google import GoogleSettings


def google_services(settings: GoogleSettings, run: str, *, read_replies: bool = False) -> Services:
    """What a run, named `run` in its commits, works with; `read_replies`: it may see what people answer.

    Raises:
        NotAllowedError: there are no credentials, or their file is not usable.
    """
    return services_over(open_session(settings, read_replies=read_replies), settings.spreadsheet, run)


def services_over(session: Transport, spreadsheet: str, run: str, *, sleep: Sleep = time.sleep) -> Services:
    """The same over a session that is open already."""

    def mailbox(say: Say) -> MailChannel:
        from mentoring_sync.google.gmail import Mailbox  # start-up time

        return Mailbox(session, sleep=sleep, say=say)

    return Services(
        spreadsheet=Spreadsheet(session, spreadsheet, run=run, sleep=sleep),
        mail_channel=mailbox,
        sleep=sleep,
        deadline=ended_by_ctrl_c,
        requests=lambda: session.counted,
    )
