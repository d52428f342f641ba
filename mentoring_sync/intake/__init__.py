"""Response tables in, people out: every response row ends as a record, a superseded response or a rejection.

`read.read_applications` makes an `outcome.Intake` of a workbook's response tabs, by the `questions.Questions` of
`config/questions.toml`. A row's way: `tables` and `columns` find the questions (where two columns feed one, `usable`
says which answer counts), `cells` cleans the text, `parsers` reads each answer (`options` with `likeness` and
`yes_no`, `amounts` with `counts`, `zones` with `regions`, `hours`, `moments` with `stamps`), `people` makes the person
or says why not, `faults` finds what all rows share, `duplicates` keeps the latest response, `review` says what needs a
person's eye, `elsewhere` finds answers in tabs that nobody reads, `identity` doubts addresses. Only `read` and what it
uses load pandas.

Three rules hold throughout: what can't be read is asked about and never stands for a no, a nought or the default; every
part of an answer counts, so parts that contradict each other are no answer; what the form or the sheet is to blame for
has a `Matter`, is told once, and nobody is mailed for it.
"""
