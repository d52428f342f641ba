"""What Google answers, in its own shapes, and a session to hear it with."""

from __future__ import annotations

from typing import Any

from mentoring_sync.google.session import Transport, open_session
from mentoring_sync.settings.google import GoogleSettings

SPREADSHEET = "1TestSpreadsheetId"
ROOT = "http://127.0.0.1:9"
"""Nobody listens there: `responses` answers in Google's stead."""

SHEET_URL = f"{ROOT}/v4/spreadsheets/{SPREADSHEET}"
BATCH_URL = f"{SHEET_URL}:batchUpdate"


def a_session(root: str = ROOT) -> Transport:
    return open_session(GoogleSettings(spreadsheet=SPREADSHEET, api_root=root))


def a_refusal(code: int, status: str, message: str, *, reason: str = "") -> dict[str, Any]:
    """Sheets' and Forms' envelope; with a reason also Gmail's."""
    error: dict[str, Any] = {"code": code, "message": message, "status": status}
    if reason:
        error["errors"] = [{"message": message, "domain": "global", "reason": reason}]
    return {"error": error}


NOT_FOUND = a_refusal(404, "NOT_FOUND", "Requested entity was not found.")
NO_PERMISSION = a_refusal(403, "PERMISSION_DENIED", "The caller does not have permission")
UNAVAILABLE = a_refusal(503, "UNAVAILABLE", "The service is currently unavailable.")
QUOTA = a_refusal(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Write requests'")
RATE = a_refusal(403, "PERMISSION_DENIED", "Quota exceeded for 'Total Query Cost'", reason="rateLimitExceeded")
SPENT = a_refusal(403, "PERMISSION_DENIED", "Daily Limit Exceeded", reason="dailyLimitExceeded")
