"""Google's own description of its APIs, held against every request and, in tests, every answer.

In: the discovery documents that ship inside google-api-python-client. Out: the `Method` behind a verb and a path, its
parameters and body checked, with Google's 400 and `fieldViolations` for what doesn't fit.
"""

from .bodies import check_body, check_response
from .documents import Method, find, method_named
from .parameters import check_parameters

__all__ = ["Method", "check_body", "check_parameters", "check_response", "find", "method_named"]
