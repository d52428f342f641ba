"""Answers to our mail, read: letters of a thread in, what each says in its writer's own words out.

`letter` is a letter of the mailbox as it was read, `plain` its HTML as text, `automatic` tells robots by their headers
and subjects, `own_words` cuts what is quoted and what is ours, `no_more_mail` hears who wants none.
"""
