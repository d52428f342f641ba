"""The report's page: whole by itself, accessible, the same in every language, and nothing on it that shouldn't be."""

from __future__ import annotations

import itertools
import re
import string
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.progress.figures import Figure, RoundFigures
from mentoring_sync.progress.report import Quoted, RoundReport, Vacancy, since
from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.report.page import read_remembered
from mentoring_sync.report.saying import Saying
from mentoring_sync.report.words import LANGUAGES, words_in
from mentoring_sync.workbook.tabs.roster import DEFERRED, WHYS
from tests.extent import extent
from tests.report.pages import CLOSES, a_report, a_survey, html_of, read

HOSTILE = '<script>alert("x")</script><img src=http://evil.example/x onerror=y> =1+1 </blockquote></script>'
FULL = RoundFigures(
    completion=(
        Figure(name="placed", value=9, of=40),
        Figure(name="introduced", value=9, of=38),
        Figure(name="still active", value=9, of=35),
    ),
    by_role=(Figure(name="mentor", value=3, of=10), Figure(name="mentee", value=6, of=30)),
    by_round=(Figure(name="2026-2", value=10, of=20), Figure(name="2027-1", value=9, of=40)),
    stands=tuple(
        Figure(name=name, value=value, of=40)
        for name, value in (("in a team", 35), ("withdrawn", 3), ("deferred", 2), ("without a team", 0))
    ),
    unable=Figure(name="", value=4, of=35),
    retention=tuple(Figure(name=str(number), value=30 - number, of=30) for number in range(1, 5)),
    attendance=(Figure(name="mentor", value=36, of=40), Figure(name="mentee", value=110, of=120)),
    matched=(Figure(name="mentor", value=10, of=12), Figure(name="mentee", value=30, of=33)),
    milestones=(Figure(name="Showcase", value=9, of=40),),
)


def full(**given: object) -> RoundReport:
    return a_report(
        **{
            "figures": FULL,
            "applied": (Figure(name="mentor", value=12, of=14), Figure(name="mentee", value=33, of=40)),
            "by_region": (Figure(name="Europe", value=5, of=20), Figure(name="", value=4, of=20)),
            "reasons": (Figure(name="other", value=2, of=3), Figure(name="", value=1, of=3)),
            "surveys": (a_survey([2, 2, 1, 2, 0, 2, 2]),),
            "quoted": (Quoted(question="Closing survey: What else?", texts=("More time, please",)),),
            "vacancies": (
                Vacancy(
                    slot=WeeklySlot(day=Weekday.TUE, start=1020, zone="Europe/Berlin"),
                    language="English",
                    tools=("Git", "R"),
                    seats=3,
                ),
            ),
            "unmet": (Figure(name="Julia", value=4, of=33),),
            **given,
        }
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_loads_nothing_runs_nothing_and_is_well_formed(language: str) -> None:
    report = full()
    found = read(html_of(report, language, since(report, _before(report))))
    assert [each["type"] for each in found.having("script")] == ["application/json"]
    assert not {name for name, _ in found.tags} & {"img", "link", "iframe", "object", "a", "image", "use"}
    assert not [name for _, attributes in found.tags for name in attributes if name in ("src", "href", "style")]
    assert "default-src 'none'" in found.having("meta")[3]["content"]
    assert found.having("html") == [{"lang": language, "dir": "ltr"}]
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def _before(report: RoundReport):
    remembered = read_remembered(html_of(report))
    assert remembered
    return replace(remembered, counts={**remembered.counts, "placed": 39})


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_hears_it_read_has_all_that_others_see(language: str) -> None:
    found = read(html_of(full(), language))
    depths = [int(tag[1]) for tag, _ in found.headings]
    assert depths[0] == 1
    assert all(deeper <= depth + 1 for depth, deeper in itertools.pairwise(depths))
    assert depths.count(1) == 1
    assert {each["scope"] for each in found.having("th")} == {"col", "row"}
    charts = found.having("svg")
    assert len(charts) == len(found.having("title")) - 1 == len(found.having("desc")) > 4
    named = {name for each in charts for name in each["aria-labelledby"].split()}
    assert named == {each["id"] for each in (*found.having("title"), *found.having("desc")) if "id" in each}
    assert len(found.having("table")) >= len(charts)


def test_its_colours_can_be_read_in_the_light_and_in_the_dark() -> None:
    palettes = re.findall(r":root \{([^}]*)\}", html_of(full()))
    assert len(palettes) == 2
    for palette in palettes:
        colours = dict(re.findall(r"--(\w+): (#\w{6})", palette))
        for over in ("ground", "soft"):
            assert all(_contrast(colours[over], colours[ink]) >= 4.5 for ink in ("ink", "quiet")), colours
        assert _contrast(colours["ground"], colours["bar"]) >= 4.5


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_with_nobody_there_are_dashes_and_charts_that_say_so() -> None:
    nobody = Figure(name="placed", value=0, of=0)
    survey = a_survey([], asked=0)
    found = read(html_of(a_report(figures=RoundFigures(completion=(nobody,)), surveys=(survey,))))
    assert found.tables["Completion"][1] == ["Of all placed", "0", "0", "–"]
    assert found.tables["I felt welcome (n = 0; mean –)"][1:] == [[option, "0", "–"] for option in _options()]
    assert found.text.count("No data yet") >= 4
    assert "nan" not in found.text.casefold()
    assert "100%" not in found.text


def _options() -> tuple[str, ...]:
    return ("Disagree", "Neutral", "Agree")


def test_what_nobody_chose_stands_with_0_in_the_forms_order() -> None:
    found = read(html_of(a_report(surveys=(a_survey([2] * 6),))))
    assert found.tables["I felt welcome (n = 6; mean 3.00)"][1:] == [
        ["Disagree", "0", "0%"],
        ["Neutral", "0", "0%"],
        ["Agree", "6", "100%"],
    ]


@pytest.mark.parametrize("answers", [1, 4])
def test_of_fewer_than_five_answers_there_are_no_figures(answers: int) -> None:
    found = read(html_of(a_report(surveys=(a_survey([2] * answers),))))
    assert not [caption for caption in found.tables if "welcome" in caption]
    assert f"Response rate: {answers} of 40" in found.text


def test_what_people_typed_stays_text() -> None:
    quoted = (Quoted(question=HOSTILE, texts=(HOSTILE, "=1+1\n- a line")),)
    figures = replace(FULL, by_round=(Figure(name=HOSTILE, value=1, of=2), *FULL.by_round))
    survey = a_survey([2] * 6, title=HOSTILE)
    about = replace(a_report().about, programme=HOSTILE, coordinator=HOSTILE)
    html = html_of(full(about=about, quoted=quoted, figures=figures, surveys=(survey,)))
    found = read(html)
    assert html.count("<script") == 1
    assert "evil.example" in found.text
    assert not found.having("img")
    remembered = read_remembered(html)
    assert remembered is not None
    assert remembered.counts["placed"] == 40


def test_it_says_what_has_changed_since_the_last_one() -> None:
    first = full(surveys=(a_survey([2] * 8),))
    before = read_remembered(html_of(first))
    assert before is not None
    later = full(surveys=(a_survey([2] * 10, late=2),))
    found = read(html_of(later, "en", since(later, before)))
    assert found.tables["Since the report of 6 May 2027"][1:] == [
        ["Closing survey: answers", "8", "10"],
        ["Closing survey: late answers", "0", "2"],
    ]
    same = html_of(first, "en", since(first, before))
    assert "No count has changed since the report of 6 May 2027." in read(same).text


@pytest.mark.parametrize(
    "text", ["", "<html></html>", "{}", '<script type="application/json" id="round-report">[1', "x"]
)
def test_a_file_that_is_no_report_is_none(text: str) -> None:
    assert read_remembered(text) is None


@settings(max_examples=extent(share=10, whole=500), deadline=None)
@given(st.lists(st.integers(0, 2), min_size=0, max_size=24), st.integers(0, 24), st.data())
def test_two_pages_subtracted_tell_of_no_fewer_than_five(answers: list[int], late: int, data: st.DataObject) -> None:
    """The same survey on two pages, the later with more late answers."""
    late = min(late, len(answers))
    more = data.draw(st.lists(st.integers(0, 2), max_size=9))
    pages = [
        read(html_of(a_report(surveys=(a_survey(said, late=n),))))
        for said, n in ((answers, late), (answers + more, late + len(more)))
    ]
    counts = [_counts(found) for found in pages]
    assert sum(counts[0]) == 0 or sum(counts[0]) >= 5
    difference = [after - before for before, after in zip(*counts, strict=True)]
    assert sum(map(abs, difference)) == 0 or sum(difference) >= 5


def _counts(found: object) -> list[int]:
    tables = found.tables  # type: ignore[attr-defined]
    rows = next((rows[1:] for caption, rows in tables.items() if caption.startswith("I felt")), [])
    return [int(row[1]) for row in rows] or [0, 0, 0]


def test_while_a_survey_is_open_the_latest_answers_are_held_back() -> None:
    found = read(html_of(a_report(surveys=(a_survey([2] * 12, now=CLOSES.replace(day=2)),))))
    assert found.tables["I felt welcome (n = 5; mean 3.00)"][3] == ["Agree", "5", "100%"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_all_words_with_the_same_places(language: str) -> None:
    ours, english = words_in(language), words_in("en")
    for each in fields(english):
        wanted, found = getattr(english, each.name), getattr(ours, each.name)
        if isinstance(wanted, str):
            wanted, found = {"": wanted}, {"": found}
        assert found.keys() == wanted.keys(), each.name
        for key, words in wanted.items():
            assert found[key].strip(), (each.name, key)
            assert _places(found[key]) == _places(words), (each.name, key)
    assert set(ours.why) == set(WHYS) - {DEFERRED}


def _places(words: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(words)} - {None}


def test_it_speaks_the_language_it_is_asked_in() -> None:
    found = read(html_of(full(), "de"))
    assert "Frei Dienstag, 17:00 (Berlin), spricht Englisch, am besten mit Git und R" in found.text
    assert "18. Januar 2027 bis 2. Mai 2027" in found.text


@pytest.mark.parametrize(("share", "said"), [(None, "–"), (0.0, "0%"), (0.001, "1%"), (0.9999, "99%"), (1.0, "100%")])
def test_what_is_not_all_or_nothing_isnt_rounded_to_it(share: float | None, said: str) -> None:
    assert Saying("en").share(share) == said
