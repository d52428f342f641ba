"""Random batches against a plain model: rows as lists, notes as labels on rows."""

import copy
import itertools

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.sandbox.spreadsheet_client import new_spreadsheet, rows

WIDTH = 4
INDEX = st.integers(0, 9)
VALUE = st.one_of(st.integers(-9, 9), st.sampled_from(["a", "b", "Zoë", "x y"]), st.booleans())


class Model:
    """A sheet as a list of rows: values, and the numbers of the notes on the row."""

    def __init__(self):
        self.rows = [([None] * WIDTH, set()) for _ in range(6)]

    def apply(self, change):
        """Raises IndexError for what the sandbox must refuse."""
        kind, *arguments = change
        getattr(self, kind)(*arguments)

    def write(self, row, column, value):
        self.rows[self._checked(row)][0][column] = value

    def insert(self, at, count):
        self._checked(at)
        self.rows[at:at] = [([None] * WIDTH, set()) for _ in range(count)]

    def delete(self, at, count):
        self._checked(at)
        if len(self.rows[at : at + count]) == len(self.rows):
            raise IndexError
        del self.rows[at : at + count]

    def move(self, start, to):
        self._checked(start)
        if to > len(self.rows):
            raise IndexError
        row = self.rows.pop(start)
        self.rows.insert(to - (to > start), row)

    def sort(self, column, descending):
        filled = [row for row in self.rows if row[0][column] is not None]
        empty = [row for row in self.rows if row[0][column] is None]
        self.rows = sorted(filled, key=lambda row: _rank(row[0][column]), reverse=descending) + empty

    def note(self, row, number):
        if any(number in notes for _, notes in self.rows):
            raise IndexError
        self.rows[self._checked(row)][1].add(number)

    def _checked(self, row):
        if row >= len(self.rows):
            raise IndexError
        return row


def _rank(value):
    kind = 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0
    return (kind, value.lower() if isinstance(value, str) else value)


def _cell(value):
    name = "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {name: value}}


def _request(change):
    kind, *arguments = change
    if kind == "write":
        row, column, value = arguments
        start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
        return {"updateCells": {"start": start, "rows": [{"values": [_cell(value)]}], "fields": "userEnteredValue"}}
    if kind in ("insert", "delete"):
        span = rows(arguments[0], arguments[0] + arguments[1])
        return {f"{kind}Dimension": {"range": span}}
    if kind == "move":
        return {"moveDimension": {"source": rows(arguments[0], arguments[0] + 1), "destinationIndex": arguments[1]}}
    if kind == "sort":
        order = "DESCENDING" if arguments[1] else "ASCENDING"
        return {
            "sortRange": {"range": {"sheetId": 0}, "sortSpecs": [{"dimensionIndex": arguments[0], "sortOrder": order}]}
        }
    place = {"dimensionRange": rows(arguments[0], arguments[0] + 1)}
    note = {"metadataId": arguments[1], "metadataKey": "n", "visibility": "DOCUMENT", "location": place}
    return {"createDeveloperMetadata": {"developerMetadata": note}}


CHANGE = st.one_of(
    st.tuples(st.just("write"), INDEX, st.integers(0, WIDTH - 1), VALUE),
    st.tuples(st.just("insert"), INDEX, st.integers(1, 2)),
    st.tuples(st.just("delete"), INDEX, st.integers(1, 2)),
    st.tuples(st.just("move"), INDEX, INDEX),
    st.tuples(st.just("sort"), st.integers(0, WIDTH - 1), st.booleans()),
    st.tuples(st.just("note"), INDEX, st.integers(1, 12)),
)


@pytest.fixture
def machine(workspace):
    session = workspace.session()
    titles = itertools.count()

    class Machine(RuleBasedStateMachine):
        @initialize()
        def begin(self):
            self.book = new_spreadsheet(session, rows=6, columns=WIDTH, title=f"Model {next(titles)}")
            self.model = Model()

        @rule(changes=st.lists(CHANGE, min_size=1, max_size=4))
        def send(self, changes):
            wanted = copy.deepcopy(self.model)
            try:
                for change in changes:
                    wanted.apply(change)
                refused = False
            except IndexError:
                refused = True
            body = {"requests": [_request(change) for change in changes]}
            answer = self.book.send("POST", ":batchUpdate", body)
            assert answer.status_code == (400 if refused else 200), (changes, answer.text)
            if not refused:
                self.model = wanted

        @invariant()
        def the_sheet_is_as_the_model_says(self):
            if not hasattr(self, "model"):
                return
            shown = self.book.values("Sheet1", valueRenderOption="UNFORMATTED_VALUE")
            padded = [line + [""] * (WIDTH - len(line)) for line in shown]
            padded += [[""] * WIDTH] * (len(self.model.rows) - len(padded))
            assert padded == [["" if value is None else value for value in line] for line, _ in self.model.rows]
            body = {"dataFilters": [{"developerMetadataLookup": {}}]}
            found = self.book.send("POST", "/developerMetadata:search", body).json()
            places = {
                entry["developerMetadata"]["metadataId"]: entry["developerMetadata"]["location"]["dimensionRange"][
                    "startIndex"
                ]
                for entry in found.get("matchedDeveloperMetadata", [])
            }
            assert places == {number: index for index, (_, notes) in enumerate(self.model.rows) for number in notes}

    return Machine


def test_random_batches_leave_the_sheet_as_a_plain_model_has_it(machine):
    quiet = settings(max_examples=30, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=quiet)
