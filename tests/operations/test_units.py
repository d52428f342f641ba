"""What is put onto a machine: whole, known again, and gone without a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mentoring_sync.errors import UsageError
from mentoring_sync.operations.units import Job

COMMAND = ("/opt/a b/python", "-m", "mentoring_sync", "sync", "--config", "/srv/50%/program.toml")


def job(minutes: int = 15, config: str = "/srv/50%/program.toml") -> Job:
    return Job(command=COMMAND, config=Path(config), every=timedelta(minutes=minutes))


def test_a_timer_and_its_service_name_absolute_paths_and_count_a_later_try_as_no_failure() -> None:
    units = job().units()
    [service, timer] = sorted(units)
    assert (service, timer) == (f"{job().name}.service", f"{job().name}.timer")
    assert 'ExecStart="/opt/a b/python" -m mentoring_sync sync --config /srv/50%%/program.toml' in units[service]
    assert "SuccessExitStatus=75" in units[service]
    assert "WorkingDirectory=/srv/50%%\n" in units[service]
    assert "RandomizedDelaySec=1min" in units[timer]


@pytest.mark.parametrize(
    ("minutes", "when"),
    [
        (1, "OnCalendar=*-*-* *:00/1:00 UTC\nPersistent=true"),
        (15, "OnCalendar=*-*-* *:00/15:00 UTC\nPersistent=true"),
        (60, "OnCalendar=*-*-* 00/1:00:00 UTC\nPersistent=true"),
        (360, "OnCalendar=*-*-* 00/6:00:00 UTC\nPersistent=true"),
        (1440, "OnCalendar=*-*-* 00:00:00 UTC\nPersistent=true"),
        (45, "OnBootSec=2min\nOnUnitActiveSec=45min"),
    ],
)
def test_a_timer_makes_up_once_for_what_was_slept_through(minutes: int, when: str) -> None:
    assert f"[Timer]\n{when}\n" in job(minutes).units()[f"{job().name}.timer"]


def test_the_job_brings_the_variables_that_it_needs() -> None:
    mine = replace(job(), environment={"XDG_STATE_HOME": '/srv/a b/"100%"'})
    assert r'Environment="XDG_STATE_HOME=/srv/a b/\"100%%\""' in mine.units()[f"{mine.name}.service"]
    assert r"""* * * * /usr/bin/env 'XDG_STATE_HOME=/srv/a b/"100\%"' '/opt/a b/python' -m""" in mine.crontab_line()


@pytest.mark.parametrize(
    ("minutes", "when"), [(1, "* * * * *"), (15, "*/15 * * * *"), (60, "0 * * * *"), (120, "0 */2 * * *")]
)
def test_a_line_of_a_crontab(minutes: int, when: str) -> None:
    line = job(minutes).crontab_line()
    assert line.startswith(f"{when} '/opt/a b/python' -m")
    assert r"/srv/50\%/program.toml" in line


def test_an_interval_that_cron_does_not_know_is_said() -> None:
    with pytest.raises(UsageError, match="every 7 minutes"):
        job(7).crontab_line()


def test_it_stands_in_a_crontab_once_and_leaves_nothing_behind() -> None:
    theirs = "MAILTO=me\n0 5 * * * backup # mentoring-sync-is-not-this\n"
    once = job().in_crontab(theirs)
    assert job(30).in_crontab(once).count(job().name) == 1
    assert job(30).out_of_crontab(job(30).in_crontab(once)) == theirs
    assert job(config="/srv/other.toml").out_of_crontab(once) == once
