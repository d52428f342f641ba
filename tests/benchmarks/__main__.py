"""`python -m tests.benchmarks [NAME ...]`: measure, and print a table of medians for each subject."""

from __future__ import annotations

import sys

from tests.benchmarks import mail, requests_of_a_run, sandbox, startup, validation

SUBJECTS = {
    "startup": startup.rows,
    "validation": validation.rows,
    "requests": requests_of_a_run.rows,
    "sandbox": sandbox.rows,
    "mail": mail.rows,
}


def main(names: list[str]) -> None:
    print(f"{'measured':<58} {'median':>12}  goal")
    for name in names or SUBJECTS:
        for row in SUBJECTS[name]():
            print(f"{row.what:<58} {row.median:>12}  {row.goal}", flush=True)


main(sys.argv[1:])
