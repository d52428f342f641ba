"""What the spreadsheet should say: today's tabs, the wanted tabs and what was last written become one list of edits.

`said` reads what the coordinator said; `roster`, `teams`, `attendance`, `mailing`, `control`, `runs` and `review` say
what each tab should hold; `plan` merges that, cell by cell, with what people typed (`merge`) and with what the last run
wrote (`written`), and returns edits. Nothing here knows Google: edits are data (`records.edit`).
"""
