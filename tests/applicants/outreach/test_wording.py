"""Fields in texts: a closed list, filled in once, gaps shown; and addresses that open a mail program."""

import time
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from applicants.outreach.wording import (
    FIELDS,
    gaps_in,
    known_facts,
    mailto,
    names_in,
    one_line,
    render_text,
    validate_words,
)

ALL = "".join(f"{{{{{name}}}}} " for name in FIELDS)
HOSTILE = ("{{my_email}}", "{% debug %}", "<script>", "\\1\\g<0>", "{{{{my_name}}}}", "[your name]")


def test_fields_are_filled_in_wherever_they_stand() -> None:
    facts = {"my_name": "Ada", "organization": "Clinic"}
    text = "{{my_name}} asks {{ organization }}, says {{my_name}}."
    assert render_text(text, facts) == "Ada asks Clinic, says Ada."


def test_a_missing_fact_is_a_gap_and_is_pointed_out() -> None:
    text = render_text("I {{my_graduation}} in {{my_graduation_year}} as {{my_name}}.", {"my_name": "Ada"})
    assert text == "I [when you graduated or will graduate] in [your graduation year] as Ada."
    assert [(one.gap, one.place) for one in gaps_in(text)] == [
        ("[when you graduated or will graduate]", "profile"),
        ("[your graduation year]", "profile"),
    ]


def test_what_we_left_open_in_brackets_is_pointed_out_once() -> None:
    gaps = gaps_in("[Say why.] and [your name]", "[Say why.]")
    assert [(one.gap, one.place) for one in gaps] == [("[Say why.]", "here"), ("[your name]", "settings")]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_fact_holds_is_text_and_never_a_field(hostile: str) -> None:
    facts = {"my_name": hostile, "my_email": "ada@example.org"}
    assert render_text("I am {{my_name}}.", facts) == f"I am {hostile}."


@given(st.text(max_size=200))
def test_a_text_without_fields_stays_as_it_is(text: str) -> None:
    if "{{" not in text:
        assert render_text(text, {"my_name": "Ada"}) == text
        assert names_in(text) == []


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=30)))
def test_every_field_is_replaced_by_its_fact_or_its_gap(facts: dict[str, str]) -> None:
    known = known_facts(facts)
    assert render_text(ALL, known).split(" ") == "".join(
        f"{known.get(name) or field.gap} " for name, field in FIELDS.items()
    ).split(" ")


@pytest.mark.parametrize("text", ["", "Plain", ALL, "{{ my_name }}", "a { b } c", "[x]"])
def test_good_words_pass(text: str) -> None:
    validate_words(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{salary}}", "There is no field {{salary}}."),
        ("{{my_name}} {{ a }} {{b}}", "There is no field {{a}}, {{b}}."),
        ("{{}}", "There is no field {{}}."),
        ("{{my_name.password}}", "There is no field {{my_name.password}}."),
        ("{{my_name|safe}}", "There is no field {{my_name|safe}}."),
        ("{{my_name", "A field starts with {{"),
        ("my_name}}", "A field starts with {{"),
        ("{{" + "a" * 61 + "}}", "A field starts with {{"),
    ],
)
def test_unknown_and_broken_fields_are_refused(text: str, fault: str) -> None:
    with pytest.raises(ValidationError) as error:
        validate_words(text)
    assert error.value.messages[0].startswith(fault)


@pytest.mark.parametrize("text", ["{{" * 2000, "{{ " * 1300, "{{" + " " * 4000, "[" * 4000])
def test_nothing_takes_long(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ValidationError):
        validate_words(text + "{{")
    render_text(text, {})
    gaps_in(text)
    assert time.perf_counter() - start < 0.5


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(subject=TEXTS, body=TEXTS)
def test_a_mail_program_reads_the_same_message_back(subject: str, body: str) -> None:
    address = mailto("a&b?c@example.org", subject, body)
    assert set(address) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:@?=&%-._~")
    parts = urlsplit(address)
    asked = parse_qs(parts.query, keep_blank_values=True)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "a&b?c@example.org")
    assert asked == {"subject": [one_line(subject)], "body": ["\r\n".join(body.splitlines())]}


def test_a_mailto_is_escaped() -> None:
    assert mailto("jo@example.org", "A & B?\nBcc: x", "Zoë,\n1+1=2 & more?") == (
        "mailto:jo@example.org?subject=A%20%26%20B%3F%20Bcc%3A%20x"
        "&body=Zo%C3%AB%2C%0D%0A1%2B1%3D2%20%26%20more%3F"
    )
