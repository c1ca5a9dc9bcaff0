"""Page furniture goes; arguments that sound like it stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.domain import BlockKind
from ingest.furniture import remove_furniture
from ingest.source import Piece

TEXT = [
    Piece("heading", "The Title", 1),
    Piece("paragraph", "A first paragraph that argues something at some length."),
    Piece("paragraph", "A second paragraph, which takes the argument further."),
    Piece("paragraph", "A third one, with which it ends."),
]


def dropped(pieces: Sequence[Piece], author: str | None = None) -> list[str]:
    kept, gone = remove_furniture(pieces, author)
    assert len(kept) + len(gone) == len(pieces)
    return [piece.text for piece in gone]


@pytest.mark.parametrize(
    "text",
    [
        "Please enter your comment!",
        "Please enter your name here",
        "Leave a comment",
        "LEAVE A REPLY",
        "Post Comment",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Share this:",
        "Share this article on Facebook",
        "Facebook Twitter LinkedIn",
        "Tweet | Share | Pin it",
        "Subscribe to our newsletter",
        "Sign up for our weekly newsletter for free!",
        "Subscribe now",
        "This website uses cookies to improve your experience. Learn more.",
        "We use cookies to give you the best experience on our site.",
        "Accept all cookies",
        "© 2020 Example Inc. All rights reserved.",
        "Copyright 2019 Jane Roe",
        "All rights reserved.",
        "5 min read",
        "Published on March 3, 2020",
        "Last updated: 2020-03-03",
        "Filed under: Work, Life",
        "Published by Max Kalehoff",
        "Skip to content",
        "Tags: work, remote, office",
        "Next post: Why I left",
        "No comments yet",
    ],
)
def test_furniture_at_the_end_goes(text: str) -> None:
    assert dropped([*TEXT, Piece("paragraph", text)]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Please enter your comment, says the page, and nobody does.",
        "Leave a comment and you will be heard; leave none and you are counted.",
        "Share this with your children, and they will never forget it.",
        "Share this story with everyone whom it may concern.",
        "Subscribe to our view of the world and you will see nothing else.",
        "Subscribe to the newsletter of a firm if you want to know what it fears.",
        "We use cookies to bribe the children.",
        "We use cookies, cakes and coffee to bring people back to the office.",
        "All rights reserved to the state are rights taken from its people.",
        "Published by O’Reilly in 1999, the book changed how firms think.",
        "Published by Max Kalehoff was a book that nobody read.",
        "The reading time of 5 minutes is too short for an argument.",
        "Related posts are the sign of a civil service that hires its own.",
        "Next article of faith: the customer is always right.",
        "Tags: they are how a shop watches its goods.",
        "Facebook and Twitter changed what we read.",
        "Facebook",
        "Advertisement is the soul of trade.",
        "Comments are free, facts are sacred.",
        "By Max Kalehoff I mean the blogger, not his namesake.",
    ],
)
def test_running_text_that_sounds_like_it_stays(text: str) -> None:
    assert dropped([*TEXT, Piece("paragraph", text)], "Max Kalehoff") == []


def test_a_quotation_is_never_furniture() -> None:
    quoted = [Piece("quote", "Subscribe to our newsletter"), Piece("quote", "Leave a comment")]
    assert dropped([*TEXT, *quoted]) == []


def test_a_heading_goes_only_where_it_heads_nothing() -> None:
    heading = Piece("heading", "Subscribe", 2)
    assert dropped([*TEXT, heading]) == ["Subscribe"]
    assert dropped([*TEXT, heading, TEXT[1]]) == []


def test_a_row_of_buttons_goes_and_a_list_of_advice_stays() -> None:
    buttons = [Piece("item", "Share", 1), Piece("item", "Tweet", 1)]
    assert dropped([*TEXT, *buttons]) == ["Share", "Tweet"]
    advice = Piece("item", "Write to your readers.", 1)
    assert dropped([*TEXT, Piece("item", "Share", 1), advice]) == []


def test_related_posts_go_only_where_no_argument_follows() -> None:
    related: list[Piece] = [
        Piece("heading", "Related posts", 2),
        Piece("item", "Ten tricks for a tidy desk", 1),
        Piece("paragraph", "Why I left"),
        Piece("paragraph", "Leave a comment"),
    ]
    assert dropped([*TEXT, *related]) == [piece.text for piece in related]
    assert dropped([*TEXT, *related, TEXT[1]]) == ["Leave a comment"]


def test_the_comments_of_readers_are_not_the_authors() -> None:
    readers = [
        Piece("heading", "2 Comments", 3),
        Piece("paragraph", "I do not agree with any of this. The office is where trust is made."),
        Piece("quote", "Nor do I."),
    ]
    assert dropped([*TEXT, *readers]) == [piece.text for piece in readers]
    assert dropped([TEXT[0], Piece("heading", "2 Comments", 2), TEXT[1]]) == []


@pytest.mark.parametrize("opening", ["Published by Jane Roe", "About the author"])
def test_an_author_box_goes(opening: str) -> None:
    box = [opening, "Sailor and marketing executive.", "Leave a comment"]
    assert dropped([*TEXT, *(Piece("paragraph", text) for text in box)]) == box


def test_an_author_box_ends_where_an_argument_stands() -> None:
    long = Piece("paragraph", "And one more thing that has to be said about it. " * 10)
    assert dropped([*TEXT, Piece("heading", "About the author", 2), long]) == []


@pytest.mark.parametrize(
    "line",
    ["Jane Roe", "By Jane Roe", "by Jane Roe, March 3, 2020", "Written by: Jane Roe | 3 May 2020"],
)
@pytest.mark.parametrize("kind", ["paragraph", "heading"])
def test_the_byline_goes_where_the_author_is_known(line: str, kind: BlockKind) -> None:
    pieces = [TEXT[0], Piece(kind, line), *TEXT[1:]]
    assert dropped(pieces, "Jane Roe") == [line]
    assert dropped(pieces, "Ann Lee") == []
    assert dropped([*TEXT, Piece("paragraph", line)], "Jane Roe") == []
