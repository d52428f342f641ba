"""Formulas: a small honest subset, computed; anything else shows `#NAME?`, never a wrong number.

In: a formula's text and a way to read cells. Out: a value or a `CellError`. References, arithmetic, comparison, text
joining, arrays, and the functions in `functions`, `lookups` and `arrays`.
"""

from .evaluate import evaluate, evaluated, implied_format, single
from .rewrite import follow

__all__ = ["evaluate", "evaluated", "follow", "implied_format", "single"]
