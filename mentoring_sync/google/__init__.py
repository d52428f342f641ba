"""The only room that talks to Google: credentials, one transport for all clients, retries, Sheets, Gmail.

`session` makes the transport; `sheets` reads the workbook and lands edits (`batch`) in one atomic batch that begins
with its commit; `gmail` drafts and sends; `refusals` says what an error means and when a request may be sent again.
"""
