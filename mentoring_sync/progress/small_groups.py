"""What may be told of groups without telling of a few people in them.

In: by group, the answers to a question. Out: the counts and means that may be shown beside the counts of all, or
nothing. Whoever reads them knows the counts of all, how many of each group answered, and what is shown. From that
nobody may be able to work out that some one to four people of a group gave an answer, or that all of a group gave the
same. What a group has none of isn't shown either: it looks like what is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

SMALLEST = 5
"""So many answers make a group."""

_LARGEST_WITH_MEAN = 400
"""In larger groups it isn't worked out what a mean tells, and none is shown."""


@dataclass(frozen=True, kw_only=True)
class GroupFigures:
    """Of a group: how many answered, how many chose what (by the option's text, where it may be told), and the mean of
    a scale's points, where that may be told."""

    name: str
    n: int
    counts: Mapping[str, int] = field(default_factory=dict)
    mean: float | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """How many of each group chose which option; `values` are the numbers of a scale's points (empty: none).

    The groups are all who answered; the last may be those of whom nothing is told (`named` of them are)."""

    counts: tuple[tuple[int, ...], ...]
    named: int
    values: tuple[int, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many answered, by group."""
        return tuple(map(sum, self.counts))

    @property
    def totals(self) -> tuple[int, ...]:
        """How many chose each option."""
        return tuple(map(sum, zip(*self.counts, strict=True)))

    def mean(self, group: int) -> float:
        """The mean of a group."""
        points = sum(count * value for count, value in zip(self.counts[group], self.values, strict=True))
        return points / self.sizes[group]


@dataclass(frozen=True)
class Shown:
    """Which options are shown of every named group, and whether their means are."""

    options: frozenset[int]
    mean: bool = False


def what_to_show(table: Table) -> Shown | None:
    """The most that may be told of a table; None where nothing may be."""
    if any(size < SMALLEST for size in table.sizes):
        return None
    large = [at for at in range(len(table.totals)) if all(counts[at] >= SMALLEST for counts in table.counts)]
    rarest_last = sorted(large, key=lambda at: (-min(counts[at] for counts in table.counts), at))
    for mean in (True, False) if _has_means(table) else (False,):
        for many in range(len(rarest_last), -1, -1):
            shown = Shown(frozenset(rarest_last[:many]), mean)
            if (shown.options or mean) and is_safe(table, shown):
                return shown
    return None


def _has_means(table: Table) -> bool:
    return bool(table.values) and table.named == len(table.counts) == 2 and max(table.sizes) <= _LARGEST_WITH_MEAN


def is_safe(table: Table, shown: Shown) -> bool:
    """Whether what is shown lets nobody work out what a few people, or all of a group, answered."""
    return not any(_tells(low, high, size) for low, high, size in _known(table, shown))


def _tells(low: int, high: int, size: int) -> bool:
    return (low >= 1 and high < SMALLEST) or (low == size > 0)


def _known(table: Table, shown: Shown) -> Iterator[tuple[int, int, int]]:
    """For each group and option: between which numbers everybody knows the count to lie, and how large the group is."""
    between = _by_means(table, shown) if shown.mean else _by_margins(table, shown)
    for group, size in enumerate(table.sizes):
        for option in range(len(table.totals)):
            low, high = between[group][option]
            yield low, high, size


Between = Sequence[Sequence[tuple[int, int]]]


def _by_margins(table: Table, shown: Shown) -> Between:
    """What the rows' and columns' sums of the hidden cells tell (Fréchet's bounds)."""
    rests = [
        size - sum(counts[at] for at in shown.options) for size, counts in zip(table.sizes, table.counts, strict=True)
    ]
    every = sum(rests)
    return [
        [
            (counts[at], counts[at]) if at in shown.options else (max(0, rest + total - every), min(rest, total))
            for at, total in enumerate(table.totals)
        ]
        for rest, counts in zip(rests, table.counts, strict=True)
    ]


def _by_means(table: Table, shown: Shown) -> Between:
    """What counts and means of two groups tell: every way in which the first group's hidden cells add up to both."""
    from mentoring_sync.progress.sums import between  # start-up time

    first = table.counts[0]
    hidden = [at for at in range(len(table.totals)) if at not in shown.options]
    count = sum(first[at] for at in hidden)
    points = sum(first[at] * table.values[at] for at in hidden)
    most = [table.totals[at] for at in hidden]
    values = [table.values[at] for at in hidden]
    found = dict(zip(hidden, between(most, values, count, points), strict=True))
    of_first = [found.get(at, (first[at], first[at])) for at in range(len(first))]
    of_second = [(total - high, total - low) for total, (low, high) in zip(table.totals, of_first, strict=True)]
    return [of_first, of_second]


def figures_of(names: Iterable[str], table: Table, options: Sequence[str], shown: Shown) -> tuple[GroupFigures, ...]:
    """What is told of the named groups."""
    return tuple(
        GroupFigures(
            name=name,
            n=table.sizes[at],
            counts={options[each]: table.counts[at][each] for each in sorted(shown.options) if options[each]},
            mean=table.mean(at) if shown.mean else None,
        )
        for at, name in enumerate(names)
    )
