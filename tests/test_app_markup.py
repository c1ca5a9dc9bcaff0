from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from assistant.ui.markup import Markup, emphasised, join, plain, tag, text


def test_text_is_escaped_and_markup_is_not_escaped_twice() -> None:
    assert text("<b> & \"c\" 'd'") == "&lt;b&gt; &amp; &quot;c&quot; &#x27;d&#x27;"
    assert text(text("<b>")) == "&lt;b&gt;"
    assert text(None) == ""
    assert tag("p", "a<b", tag("em", "c>d")) == "<p>a&lt;b<em>c&gt;d</em></p>"
    assert join(["<", tag("br"), ">"], " ") == "&lt; <br> &gt;"


def test_attributes_are_quoted_and_left_out_where_there_is_no_value() -> None:
    made = tag("a", "x", href='"><script>', cls="d", aria_label="it's", hidden=True, title=None)
    assert made == (
        '<a href="&quot;&gt;&lt;script&gt;" class="d" aria-label="it&#x27;s" hidden>x</a>'
    )


@given(st.text(), st.text())
def test_no_text_becomes_an_element_or_leaves_its_attribute(inside: str, value: str) -> None:
    visible = "".join(c for c in inside + value if c.isprintable())
    element = html.fragment_fromstring(tag("p", visible, title=visible))
    assert list(element) == []
    assert element.text_content() == visible
    assert element.get("title") == visible
    assert set(element.keys()) == {"title"}


def test_bold_and_italic_are_shown_and_all_else_stays_literal() -> None:
    assert emphasised("**The essays** split on *Apple*.") == (
        "<strong>The essays</strong> split on <em>Apple</em>."
    )
    assert emphasised("2 * 3 * 4 and **") == "2 * 3 * 4 and **"
    assert emphasised("**<img src=x>**") == "<strong>&lt;img src=x&gt;</strong>"
    assert emphasised("![a](http://b/c.png) $x$") == "![a](http://b/c.png) $x$"


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("$5 or $10", r"\$5 or \$10"),
        ("**bold** [a](b)", r"\*\*bold\*\* \[a\]\(b\)"),
        ("two\n lines", "two lines"),
        (":red[x]", r"\:red\[x\]"),
        ("<img>", r"\<img\>"),
    ],
)
def test_labels_show_exactly_their_characters(given_: str, shown: str) -> None:
    assert plain(given_) == shown


def test_shortcodes_in_labels_are_broken_invisibly() -> None:
    assert "\u2060" in plain("a :material/home: b :smile: c")
    assert "\u2060" not in plain("at 10:30, note: this")


def test_markup_is_made_only_by_this_module() -> None:
    assert isinstance(tag("p"), Markup)
    assert not isinstance("<p>" + "</p>", Markup)
