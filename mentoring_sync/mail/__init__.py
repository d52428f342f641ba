"""The mail room: facts in, the messages owed and the outbox's decisions out. No Gmail, no files, no clock.

`settings` says who writes, `kinds` which mails there are. `due` has the facts; `applicants`, `meetings` and
`through_the_round` say what is due by them, `told` what a team knows already, `owed` what is new and can't wait.
`templates` are `letters/` in `markdown`, in the `wording` of each language, `proofread` with a `sample`. `introduction`
gathers what a team is told, `schedule` when each of them meets, `calendar` makes the entry, `envelope` the bytes,
`compose` the whole message under its `key`. `outbox` says what to do next with each, `ration` how many go today.
"""
