"""OAuth as far as Google's APIs need it: who a token speaks for, and where tokens come from.

In: Authorization headers (`authorise`) and requests to Google's token and consent addresses (`respond`, for `PATHS`).
Out: a `Grant`, or a refusal in Google's words.
"""

from .endpoint import PATHS, respond
from .grants import DEFAULT_USER, SCHEMA, Grant, authorise, with_key

__all__ = ["DEFAULT_USER", "PATHS", "SCHEMA", "Grant", "authorise", "respond", "with_key"]
