"""Formulas: a small honest subset, computed; anything else shows `#NAME?`, never a wrong number.

In: a formula's text and a way to read cells. Out: a value or a `CellError`. References, arithmetic, comparison, text
joining, and the functions in `functions`.
"""

from .evaluate import evaluate
from .rewrite import follow

__all__ = ["evaluate", "follow"]
