import re
from html.parser import HTMLParser

import icalendar
import pytest

from tests.builders import a_mentee, a_mentor, a_round, always
from tests.mail.team_mail import COMMITMENT, a_team, html_of, parsed, part, text_of, the_introduction


class Words(HTMLParser):
    """The words of a page, without its style sheet."""

    def __init__(self):
        super().__init__()
        self.words, self._hidden = [], False

    def handle_starttag(self, tag, attrs):
        self._hidden = tag in {"style", "title"}

    def handle_endtag(self, tag):
        self._hidden = False

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)


def words_of(html):
    reader = Words()
    reader.feed(html)
    return " ".join(" ".join(reader.words).split())


def both(message):
    return [" ".join(text_of(message).split()), words_of(html_of(message))]


def test_one_message_goes_to_the_mentor_and_all_mentees():
    to = [address.addr_spec for address in parsed(the_introduction())["To"].addresses]
    assert to == [
        "maya.okafor@example.org",
        "sam.hill@example.org",
        "mei.tanaka@example.org",
        "amina.yusuf@example.org",
    ]


def test_the_message_is_from_the_programme_and_answers_go_where_it_says():
    mail = parsed(the_introduction())
    assert (str(mail["From"]), str(mail["Reply-To"])) == (
        "Mentoring Groups <coordinator@example.org>",
        "mentoring@example.org",
    )


def test_the_subject_names_programme_round_and_team():
    message = the_introduction()
    assert message.subject == parsed(message)["Subject"] == "Mentoring Groups 2027-1: meet Team 3"


def test_the_key_is_in_the_header():
    assert parsed(the_introduction())["X-Mentoring-Sync-Key"] == "mentoring-groups/2027-1/introduction/team-3"


def test_the_same_team_at_the_same_instant_is_the_same_mail():
    assert the_introduction() == the_introduction()


@pytest.mark.parametrize("reading", [0, 1], ids=["text", "html"])
@pytest.mark.parametrize(
    "said",
    [
        "Maya Okafor is the mentor of Sam Hill, Mei Tanaka and Amina Yusuf",
        "You meet every 4 weeks for 60 minutes, 4 times.",
        "19 January, 16 February, 16 March, 13 April 2027",
        "From 16 March it is 12:00 instead of 11:00, because clocks change in New York on 14 March.",
        "it is 01:00 instead of 03:00, because clocks change in Berlin on 28 March and in Sydney on 4 April.",
        "Settle the schedule with your mentees",
        "Report attendance and progress to Alex Rivera.",
        "about 4 hours a month, for 3 to 5 months",
        "Come to the meetings, or say before if you can't.",
        "Accept the calendar invitation",
        "write to Alex Rivera: mentoring@example.org",
    ],
)
def test_text_and_html_both_say(reading, said):
    assert said in both(the_introduction())[reading]


@pytest.mark.parametrize(
    ("person", "hour"),
    [
        ("Maya Okafor (Berlin time)", "Tuesday 17:00: 19 January"),
        ("Sam Hill (New York time)", "Tuesday 11:00: 19 January"),
        ("Mei Tanaka (Sydney time)", "Wednesday 03:00: 20 January"),
        ("Amina Yusuf (Lagos time)", "Tuesday 17:00: 19 January"),
    ],
)
def test_each_reader_finds_the_first_meeting_on_their_own_clock(person, hour):
    lines = text_of(the_introduction()).splitlines()
    assert lines[lines.index(person) + 1].strip().startswith(hour)


def test_readers_of_one_clock_are_named_together():
    here = [a_mentee(name, hours=always("Europe/Berlin")) for name in ("Ada Lund", "Bo Lind")]
    assert "Maya Okafor, Ada Lund and Bo Lind (Berlin time)" in text_of(the_introduction(a_team(None, *here)))


def test_a_meeting_that_moves_past_midnight_names_both_weekdays():
    mentee = a_mentee("Isha Rao", hours=always("Asia/Kolkata"))
    text = text_of(the_introduction(a_team(None, mentee, at="Tue 19:30")))
    assert "it is 23:00 on Tuesday instead of 00:00 on Wednesday" in text


def test_what_people_said_about_themselves_is_told():
    mentor = a_mentor(institution="Field Station", region="Europe", domain="Ecology", about="I keep bees.")
    for reading in both(the_introduction(a_team(mentor))):
        assert "Where: Field Station, Europe" in reading
        assert "Field: Ecology" in reading
        assert "In their own words: I keep bees." in reading


def test_what_nobody_said_is_not_mentioned():
    for reading in both(the_introduction()):
        assert "Where:" not in reading
        assert "In their own words" not in reading


def test_options_with_commas_stay_apart():
    kinds = ("Running a workshop (tables, chairs)", "Teaching")
    text = text_of(the_introduction(a_team(a_mentor(kinds_of_help=kinds))))
    assert "Can help with: Running a workshop (tables, chairs); Teaching" in text


def test_what_a_mentee_shares_with_the_mentor_is_told():
    mentee = a_mentee(tools=("SQL", "Git"))
    assert "Shares with Maya Okafor: Git\n" in text_of(the_introduction(a_team(None, mentee)))


def test_what_everyone_shares_is_told():
    mentee = a_mentee(languages=("Dutch", "English"), tools=("Git",), kinds_of_help=())
    assert "What all of you share: English; Git." in text_of(the_introduction(a_team(None, mentee)))


def test_what_was_typed_never_becomes_html():
    mentee = a_mentee("Eve <script>alert(1)</script>", email="eve@example.org", about="<img src=x onerror=y>")
    html = html_of(the_introduction(a_team(None, mentee)))
    assert "<script" not in html
    assert "<img" not in html
    assert "Eve &lt;script&gt;" in html


def test_what_was_typed_never_becomes_a_template():
    mentee = a_mentee("Eve", about="{{ 7 * 7 }} {% include 'x' %}")
    assert "{{ 7 * 7 }} {% include 'x' %}" in text_of(the_introduction(a_team(None, mentee)))


def test_a_long_story_is_cut_between_words():
    text = text_of(the_introduction(a_team(a_mentor(about="word " * 300))))
    (told,) = re.findall(r"In their own words: (.*)", text)
    assert len(told) <= 410
    assert told.endswith("word …")


def test_the_invitation_has_everyone_and_all_meetings():
    (event,) = icalendar.Calendar.from_ical(part(the_introduction(), "text/calendar")).walk("VEVENT")
    assert [str(each) for each in event["ATTENDEE"]] == [f"mailto:{each.email}" for each in a_team().members]
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=4;INTERVAL=4"
    assert event["DTSTART"].to_ical() == b"20270119T170000"
    assert event["SUMMARY"] == "Mentoring Groups: Team 3"


def test_a_round_of_one_meeting_reads_well():
    assert "You meet once, for 60 minutes." in text_of(the_introduction(round=a_round(weeks=1)))


def test_a_commitment_of_one_hour_reads_well():
    message = the_introduction(commitment=COMMITMENT.model_copy(update={"hours_a_month": 1}))
    assert "about 1 hour a month" in text_of(message)


def test_the_html_holds_no_image_no_script_and_nothing_to_fetch():
    html = html_of(the_introduction())
    assert not re.search(r"<(img|script|link|iframe)\b|url\(|https?://", html)


def test_the_html_stays_far_below_what_gmail_shows_at_once():
    many = [a_mentee(f"Person {number}", about="word " * 300) for number in range(5)]
    assert len(html_of(the_introduction(a_team(None, *many)))) < 50_000
