"""Making and changing forms: forms.create, forms.batchUpdate, forms.setPublishSettings.

In: calls. Out: Form resources and replies in order. A batch applies wholly or not at all (the call's transaction),
and a required revision that isn't the form's refuses it. Forms made through the API begin unpublished
(https://developers.google.com/workspace/forms/api/guides/publish-form).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from ..call import Call
from ..errors import GoogleError
from . import items, masks, response_tab, store

Resource = dict[str, Any]
Change = Callable[[Resource, Resource], Resource]
"""(form, request) -> reply; the form is changed in place; raises ValueError."""


def create(call: Call) -> Resource:
    """forms.create: a title, nothing else."""
    given = call.body.get("info", {})
    if set(call.body) - {"info"} or set(given) - {"title", "documentTitle"}:
        raise _invalid(
            "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
        )
    open_ = call.params.get("unpublished") is False
    resource = {
        "info": {"title": given.get("title", ""), "documentTitle": given.get("documentTitle", "Untitled form")},
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"},
        "publishSettings": {"publishState": {"isPublished": open_, "isAcceptingResponses": open_}},
    }
    return store.new_form(call.db, resource, call.now, owner=call.user).shown


def batch_update(call: Call) -> Resource:
    """forms.batchUpdate."""
    form = store.find_form(call.db, str(call.params["formId"]))
    _check_revision(form, call.body.get("writeControl", {}))
    requests = call.body.get("requests", [])
    if not requests:
        raise _invalid("Must specify at least one request.")
    resource = deepcopy(form.resource)
    replies = [_apply(resource, request, number) for number, request in enumerate(requests)]
    saved = store.save_form(call.db, replace(form, resource=resource))
    response_tab.retitle(call.db, saved, before=items.asked(form.resource))
    answer: Resource = {"replies": replies, "writeControl": {"requiredRevisionId": saved.shown["revisionId"]}}
    return answer | ({"form": saved.shown} if call.body.get("includeFormInResponse") else {})


def set_publish_settings(call: Call) -> Resource:
    """forms.setPublishSettings."""
    form = store.find_form(call.db, str(call.params["formId"]))
    state = call.body.get("publishSettings", {}).get("publishState", {})
    published, accepting = state.get("isPublished", False), state.get("isAcceptingResponses", False)
    if accepting and not published:
        raise _invalid("A form that is not published can't accept responses.")
    settings = {"publishState": {"isPublished": published, "isAcceptingResponses": accepting}}
    store.save_form(call.db, replace(form, resource=form.resource | {"publishSettings": settings}), revised=False)
    return {"formId": form.id, "publishSettings": settings}


def _check_revision(form: store.StoredForm, control: Mapping[str, str]) -> None:
    required = control.get("requiredRevisionId")
    if required is not None and required != form.shown["revisionId"]:
        raise _invalid("The required revision ID does not match the form's current revision.")


def _apply(form: Resource, request: Mapping[str, Any], number: int) -> Resource:
    kinds = [kind for kind in CHANGES if kind in request]
    if len(kinds) != 1:
        raise _invalid(f"Invalid requests[{number}]: exactly one kind of request must be set.")
    try:
        return CHANGES[kinds[0]](form, request[kinds[0]])
    except ValueError as problem:
        raise _invalid(f"Invalid requests[{number}].{kinds[0]}: {problem}") from problem


def _update_info(form: Resource, request: Resource) -> Resource:
    form["info"] = masks.merged(form["info"], request.get("info", {}), request.get("updateMask", ""), of="Info")
    return {}


def _update_settings(form: Resource, request: Resource) -> Resource:
    mask = request.get("updateMask", "")
    form["settings"] = masks.merged(form["settings"], request.get("settings", {}), mask, of="FormSettings")
    return {}


def _create_item(form: Resource, request: Resource) -> Resource:
    kept: list[Resource] = form.setdefault("items", [])
    index = _index(request.get("location"), len(kept))
    item = items.prepared(request.get("item", {}), [taken for each in kept for taken in items.ids(each)])
    kept.insert(index, item)
    reply: Resource = {"itemId": item["itemId"]}
    if items.question_ids(item):
        reply["questionId"] = items.question_ids(item)
    return {"createItem": reply}


def _update_item(form: Resource, request: Resource) -> Resource:
    kept = form.get("items", [])
    index = _index(request.get("location"), len(kept) - 1)
    old = kept[index]
    wanted = masks.merged(old, request.get("item", {}), request.get("updateMask", ""), of="Item")
    others = [taken for each in kept if each is not old for taken in items.ids(each)]
    kept[index] = items.prepared(items.with_ids_of(old, wanted), others)
    return {}


def _delete_item(form: Resource, request: Resource) -> Resource:
    kept = form.get("items", [])
    del kept[_index(request.get("location"), len(kept) - 1)]
    return {}


def _move_item(form: Resource, request: Resource) -> Resource:
    kept = form.get("items", [])
    origin = _index(request.get("originalLocation"), len(kept) - 1)
    target = _index(request.get("newLocation"), len(kept) - 1)
    kept.insert(target, kept.pop(origin))
    return {}


CHANGES: Mapping[str, Change] = {
    "updateFormInfo": _update_info,
    "updateSettings": _update_settings,
    "createItem": _create_item,
    "updateItem": _update_item,
    "deleteItem": _delete_item,
    "moveItem": _move_item,
}


def _index(location: Mapping[str, int] | None, last: int) -> int:
    if location is None:
        raise ValueError("The location is required.")
    index = location.get("index", 0)
    if not 0 <= index <= last:
        raise ValueError(f"The index {index} is out of bounds.")
    return index


def _invalid(message: str) -> GoogleError:
    return GoogleError(400, "INVALID_ARGUMENT", message)
