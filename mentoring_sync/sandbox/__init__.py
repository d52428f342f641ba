"""An embedded Google Workspace: Sheets, Gmail, and what we use of Drive, Forms and OAuth, in one SQLite file.

In: HTTP requests as Google's client libraries send them. Out: what Google's servers would answer. `Workspace` is the
WSGI application on a data file; `serving` and `serve_forever` put it on loopback.
"""

from .app import Workspace
from .server import serve_forever, serving

__all__ = ["Workspace", "serve_forever", "serving"]
