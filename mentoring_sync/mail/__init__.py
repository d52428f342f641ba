"""The mail room: facts in, the messages owed and the outbox's decisions out. No Gmail, no files, no clock.

`settings` says who writes; `templates` how it is put, in the `wording` of dates and lists, `proofread` with a `sample`.
`introduction` gathers what a team is told, `schedule` when each of them meets, `calendar` makes the invitation,
`envelope` the bytes, `compose` the whole message under its `key`. `owed` says which messages are due, `outbox` what to
do next with each.
"""
