"""The nouns: what the programme is about, with no knowledge of Google, of files, of the clock or of the environment.

Everything here is frozen. People (`person`), when they are free (`availability`), the round they are in (`round`),
what their role requires (`requirement`), the teams they form (`team`), what is written to a spreadsheet (`sheet`),
what is mailed (`message`), and what needs a person's eye (`problem`).
"""
