"""Response tables in, people out: every response row ends as a record, a superseded response or a rejection.

`read.read_applications` makes an `outcome.Intake` of a workbook's response tabs, by the `questions.Questions` of
`config/questions.toml`. A row's way: `tables` and `columns` find the questions, `cells` cleans the text, `parsers`
reads each answer (`options`, `counts`, `zones`, `hours`, `moments`), `people` makes the person or says why not,
`duplicates` keeps the latest response, `review` says what needs a person's eye. Only `read` and what it
uses load pandas.
"""
