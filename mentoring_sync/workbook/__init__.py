"""What the spreadsheet should say: what stands, what is desired and what was last written become one list of edits.

`standing` is the workbook as it was read, decoded once; each file in `tabs` says what its tab should hold and what is
read from it, and `coordinator_input` puts together what the coordinator ticked and typed. `plan` merges what is
desired, cell by cell, with what people typed and what the last run wrote (`merge`), and `chunks` cuts what is too large
for one batch. `history` keeps what each run changed, and `rollback` puts back what a batch wrote over a person's edit.
Nothing here knows Google: edits are data (`spreadsheet.edits`).
"""
