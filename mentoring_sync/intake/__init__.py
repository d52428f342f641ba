"""Response tables in, people out: every response row ends as a record, a superseded response or a rejection.

`read_applications` makes an `Intake` of a workbook's response tabs, by the `Questions`
of `config/questions.toml`. A row's way: `columns` finds the questions, `cells` cleans the text, `parsers` reads each
answer (`options`, `counts`, `zones`, `hours`, `moments`), `people` makes the person or says why not, `duplicates`
keeps the latest response, `review` says what needs a person's eye.
"""

from mentoring_sync.intake.outcome import Intake, Reason, Rejection, Superseded
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.read import read_applications
from mentoring_sync.intake.tables import table

__all__ = ["Intake", "Questions", "Reason", "Rejection", "Superseded", "read_applications", "table"]
