"""The mail room: facts in, the messages owed and the outbox's decisions out. No Gmail, no files, no clock.

`settings` says who writes. `kinds` has the `catalogue` of all mails, a family a file: each says by the `facts` which
are due, of a team's meetings against the `announcement` that it knows; `portraits` gather what a team is told of its
members, `schedule` when each of them meets, and `owed` says what is new and can't wait. `writing` puts it into words:
`templates` are `letters/` in `markdown`, in the `wording` of each language, `proofread` with a `sample`; `calendar`
makes the entry, `envelope` the bytes, `compose` the whole message under its `key`. `outbox` does the rest: its
`decisions` say what to do next with each, by the `evidence` of what is drafted and sent, its `quota` how many go today.
"""
