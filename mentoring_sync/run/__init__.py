"""The application layer: one run, from the pull to the last mail.

`sync` is the page; `decide` runs the stages; `planning` and `commit` bring it into the workbook, `deliver` the
mail into Gmail. Everything interesting is decided purely; what a run needs of the world is handed in.
"""
