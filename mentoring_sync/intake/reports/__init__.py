"""What mentors report of their meetings: rows of a form's tab in, understood `MeetingReport`s out, and what is asked.

`form` is the form as configured, `rows` takes a row's answers from the tab, `circle` knows of whom and of which
meetings a report can speak. `report` follows one: which team (`which_team`), which of its meetings (`days`), who was
there (`presence` by `names`, and by `sentences` such as “all but Cy”, in the `words` of several languages); what a
person is asked and told of it, `matters` words. `read` does it for a whole tab.

What isn't certain is asked, and never guessed: a question goes to `ask`, which says what a person chose, or nothing
yet. Whatever becomes no report is told of: no row is dropped silently.
"""
