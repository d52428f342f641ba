"""Making a form and a spreadsheet, over our session: what a set-up asks of Google, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import requests

from mentoring_sync.errors import NotAllowedError, TryLaterError, UnfitError
from mentoring_sync.google.causes import cause_of, refusal_of
from mentoring_sync.google.session import Transport
from mentoring_sync.google.unreadable import one_line

FORMS, SHEETS = "https://forms.googleapis.com/v1/forms", "https://sheets.googleapis.com/v4/spreadsheets"

ALLOW = (
    "Sign in with what it needs: mentoring-sync auth login --client FILE --set-up. A service account owns no files: let"
    " a person sign in for this."
)
"""What mends it where making something isn't allowed."""

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class MadeForm:
    """A form: its id, and the address that applicants open."""

    id: str
    address: str

    @property
    def edit(self) -> str:
        """Where its owner edits it, and links it to a spreadsheet."""
        return f"https://docs.google.com/forms/d/{self.id}/edit"


class Maker:
    """Makes forms and spreadsheets for the account that is signed in."""

    def __init__(self, session: Transport) -> None:
        self._session = session

    def spreadsheet(self, title: str, *, time_zone: str, locale: str) -> str:
        """A new spreadsheet; its id."""
        properties = {"title": title, "timeZone": time_zone, "locale": locale}
        return str(self._asked("POST", SHEETS, {"properties": properties}, what="a spreadsheet")["spreadsheetId"])

    def form(self, title: str, items: Sequence[Json]) -> MadeForm:
        """A new form with these items, published and accepting responses.

        Raises:
            UnfitError: Google has made it, but doesn't say that it accepts responses.
        """
        info = {"info": {"title": title, "documentTitle": title}}
        form_id = self._asked("POST", f"{FORMS}?unpublished=true", info, what="a form")["formId"]
        self._asked("POST", f"{FORMS}/{form_id}:batchUpdate", {"requests": list(items)}, what="the form's questions")
        open_ = {"publishState": {"isPublished": True, "isAcceptingResponses": True}}
        self._asked("POST", f"{FORMS}/{form_id}:setPublishSettings", {"publishSettings": open_}, what="its publishing")
        made = self._asked("GET", f"{FORMS}/{form_id}", None, what="the form")
        if not made.get("publishSettings", {}).get("publishState", {}).get("isAcceptingResponses"):
            raise UnfitError(
                f"The form “{title}” was made, but doesn't accept responses.",
                remedy=f"Publish it by hand: https://docs.google.com/forms/d/{form_id}/edit",
            )
        return MadeForm(id=form_id, address=str(made["responderUri"]))

    def _asked(self, method: str, url: str, body: Json | None, *, what: str) -> Json:
        try:
            answer = self._session.request(method, url, json=body) if body else self._session.request(method, url)
        except requests.RequestException as error:
            raise TryLaterError(f"Google can't be reached to make {what}.", remedy="Try again in a while.") from error
        if answer.ok:
            return dict(answer.json())
        said = one_line(_message(answer), 300)
        asking = replace(self._session.asking, allow=ALLOW)
        if cause := cause_of(refusal_of(answer.status_code, answer.text), asking):
            raise NotAllowedError(f"Google doesn't let this account make {what}: {cause.what}.", remedy=cause.mend)
        if answer.status_code in (401, 403):
            raise NotAllowedError(
                f"Google doesn't let this account make {what}: {said}",
                remedy=ALLOW,
            )
        raise UnfitError(f"Google refuses to make {what}: {said}")


def _message(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])
    except (json.JSONDecodeError, KeyError, TypeError):
        return f"status {answer.status_code}"
