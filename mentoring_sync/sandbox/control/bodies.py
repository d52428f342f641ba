"""What the control room's routes share: how a request's body is read.

In: a request and the shape its JSON must have. Out: the checked body, or pydantic's ValidationError.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter
from werkzeug.wrappers import Request

Answer = dict[str, Any]
Body = TypeVar("Body")


class Strict(BaseModel):
    """A body without unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_body(request: Request, shape: type[Body]) -> Body:
    """The request's JSON in the given shape; an empty body counts as `{}`. Raises ValidationError."""
    return TypeAdapter(shape).validate_json(request.get_data() or b"{}")
