"""What other programs write into a file: read, or left out with a note; not the author's."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from ingest.formats import read_source
from ingest.formats.markdown import read_markdown
from ingest.front_matter import FrontMatter, parse_front_matter, split_front_matter
from ingest.source import LeftOut, Source, clean_pieces

FILES = Path(__file__).parent / "data" / "formats"
TEXT = "Night buses should stay. Nora Beck, a nurse, says: “The last shift ends at two.” I agree "


def front_of(text: str) -> tuple[FrontMatter, str]:
    head = split_front_matter(text, Path("a.md"))
    front = parse_front_matter(head.text, Path("a.md"), ["up"], head.lines_above, head.notation)
    return front, head.body


def read(name: str) -> Source:
    path = FILES / name
    return read_source(path, path.read_bytes())


def texts(source: Source) -> list[str]:
    return [piece.text for piece in source.pieces]


@pytest.mark.parametrize(
    ("name", "author", "ignored"),
    [
        ("f01-toml.md", "Ida Falk", ("params",)),
        ("f02-edn.md", None, ("layout", "tags")),
        ("f04e-json.md", "Ida Falk", ()),
        ("f04f-mmd.md", "Ida Falk", ()),
        ("f04g-pandoc.md", "Ida Falk", ()),
    ],
)
def test_a_header_in_another_notation_is_read(
    name: str, author: str | None, ignored: tuple[str, ...]
) -> None:
    front, body = front_of((FILES / name).read_text(encoding="utf-8"))
    assert (front.title, front.author, front.ignored) == ("Keep them", author, ignored)
    pieces = clean_pieces(read_markdown(body))
    assert [piece.text for piece in pieces if piece.kind != "heading"] == [TEXT + "with her."]


@pytest.mark.parametrize(
    "text",
    [
        "\n---\ntitle: A\n---\nText.",
        "<!-- by hand -->\n\n---\ntitle: A\n---\nText.",
        "---toml\ntitle = 'A'\n---\nText.",
        '{\n  "title": "A"\n}\n\nText.',
        '\n+++\ntitle = "A"\n+++\nText.',
        "title: A\nauthor: B\n\nText.",
        "Title: A\nX-Keywords:\n  many\n\nText.".replace("X-Keywords", "Keywords"),
    ],
)
def test_a_header_stands_below_blank_lines_and_comments_too(text: str) -> None:
    front, body = front_of(text)
    assert front.title == "A"
    assert body.strip() == "Text."


@pytest.mark.parametrize(
    "text",
    [
        "\n---\n\nA rule, and text.\n\n---\n\nMore.",
        "Ann: Hello.\nBob: Hi.\n\nText.",
        "From: Ann\nTo: Bob\nDate: today\nSubject: Buses\n\nText.",
        "{: .lead}\nText.",
        "{% include x %}\nText.",
        "%%a comment%%\nText.",
        "Note: this is how it is.\n\nText.",
        ":smile: is how it began.\n\nText.",
        "Title\n=====\n\nText.",
    ],
)
def test_what_is_no_header_stays_in_the_text(text: str) -> None:
    assert split_front_matter(text, Path("a.md")) == ("", text, "yaml", 0)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\nnote: &a [x]\nvoices: *a\n---\nT.", 3, "alias"),
        ("---\nnote: x\n<<: {title: y}\n---\nT.", 3, "merge"),
        ("---\ntitle: !!int abc\n---\nT.", 2, "tag"),
        ("---\ntitle: !!python/name:os.system x\n---\nT.", 2, "tag"),
        ("---\ndate: 2024-02-30\n---\nT.", 2, "2024-02-30"),
        ("---\ntitle: " + "9" * 20_000 + "\n---\nT.", 2, "10,000"),
        ("---\ntitle: A\n--- \n".replace("--- \n", "") + "T.", 1, "end"),
        ("+++\ntitle = A\n+++\nT.", 2, "TOML"),
        ("+++\ntitle = 'A'\nT.", 1, "end"),
        (';;;\n{"title": }\n;;;\nT.', 2, "JSON"),
        ('{"title": "A"\n\nT.', 1, "JSON"),
        ('{:title "A"\n\nT.', 1, "EDN"),
        ("\n+++\nautor = 'A'\n+++\nT.", 3, "autor"),
        ("% A\n% B\n% C\n% D\n\nT.", 1, "three"),
        ("#+TITLE: A\n#+AUTHOR: B\n\n* Heading\n\nT.", 1, "Org-mode"),
        ("# -*- mode: org -*-\n#+title: A\n\nT.", 1, "Org-mode"),
        (":PROPERTIES:\n:ID: 1\n:END:\n#+title: A\n\nT.", 1, "Org-mode"),
        ("\n=====\n Abc\n=====\n\n:Author: B\n:Status: draft\n\nT.", 2, "reStructured"),
        ("Abc\n###\n\n:date: 2021-03-04\n:category: x\n\nT.", 1, "reStructured"),
        (".. title: A\n.. author: B\n\nT.", 1, "reStructured"),
        ("= Abc\nIda Falk\n\nT.", 1, "AsciiDoc"),
        ("\\documentclass{article}\n\\title{A}\n", 1, "LaTeX"),
    ],
)
def test_a_bad_header_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(CorpusError) as raised:
        front_of(text)
    assert raised.value.line == line
    assert words in raised.value.message
    assert raised.value.hint


def test_aliases_that_multiply_cost_nothing() -> None:
    rows = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    rows += [
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    with pytest.raises(CorpusError, match="alias"):
        front_of("---\n" + "\n".join(rows) + "\n---\nT.")


def test_obsidian() -> None:
    body = split_front_matter((FILES / "f05-obsidian.md").read_text("utf-8"), Path()).body
    left_out = LeftOut()
    assert [(p.kind, p.text) for p in clean_pieces(read_markdown(body, left_out))] == [
        ("heading", "Keep them"),
        ("quote", "The last shift ends at two and nobody should walk."),
        ("quote", "— Nora Beck"),
        ("paragraph", "The line loses money in winter."),
        (
            "paragraph",
            "As the depot manager told me, the line pays for itself in Taxi money.",
        ),
        ("paragraph", "Riders say it plainly."),
    ]
    assert {note.partition(":")[0] for note in left_out.notes()} == {
        "comment",
        "title of a box",
        "embedded file",
        "tags",
        "footnote",
    }


def test_shortcodes_and_liquid() -> None:
    body = split_front_matter((FILES / "f06-shortcodes.md").read_text("utf-8"), Path()).body
    left_out = LeftOut()
    assert [(p.kind, p.text) for p in clean_pieces(read_markdown(body, left_out))] == [
        ("heading", "Keep them"),
        ("paragraph", "The line should stay."),
        ("paragraph", "The council votes in May."),
        ("quote", "A city is judged by its last bus."),
        ("quote", "— Jane Dorn, Streets"),
        ("quote", "A late bus is a lamp."),
        ("quote", "— Uwe Brandt"),
        ("item", "keep it"),
        ("item", "cut it"),
        ("paragraph", "Term"),
        ("paragraph", "The night line."),
    ]
    assert any(note.startswith("template tag (3 times)") for note in left_out.notes())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Write `{{ x }}` and `[[y]]` so.", ["Write {{ x }} and [[y]] so."]),
        ("Chapter 1 == the start, 2 == the end.", ["Chapter 1 == the start, 2 == the end."]),
        ("We are #1 and stay so.", ["We are #1 and stay so."]),
        ("A rise of 5%% and 6%%.", ["A rise of 5%% and 6%%."]),
        ("# A heading {#id .big}\n\nText.", ["A heading", "Text."]),
        ('!!! note "Aside"\n    Words of mine.\n\nMore.', ["Words of mine.", "More."]),
        ("```python\nprint('x')\n```\n\nText.", ["Text."]),
        ("```\nDear Ann,\n```", ["Dear Ann,"]),
        ("> [!NOTE]\n> Mine.\n\nMore.", ["Mine.", "More."]),
        ("One.^[A side note.] Two [@doe2004, p. 3].", ["One. Two."]),
        ("[^1]: A note\n    that goes on.\n\nText.", ["Text."]),
        ("[TOC]\n\nText.", ["Text."]),
        ("* Contents\n{:toc}\n\nText.", ["Text."]),
        ("Text.\n\n*[TXT]: Explained", ["Text."]),
        ("status:: draft\n**Up**:: [[x]]\n\n- a:: b\n- Text [m:: n] (o:: p).", ["Text."]),
        ("`std::sort` sorts, and 02::40 is late.", ["std::sort sorts, and 02::40 is late."]),
        ("import A from 'a'\n\n{a.map((x) => (\n  <A b={{c: 1}} />\n))}\n\nText.", ["Text."]),
        ("They pay {props.sum} a year.\n\n{props.children}", ["They pay […] a year."]),
        ("They pay {{ page.sum }} a year.", ["They pay […] a year."]),
        ('<Note type="x">Words.</Note>\n\n<Chart of={[1, 2]} />\n\nText.', ["Words.", "Text."]),
        ("The set {a, b} has two members.", ["The set {a, b} has two members."]),
        ("=====\nTitle\n=====\n\nText.", ["Title", "Text."]),
        ('{{< quote author="Al Bo" >}}Words.{{< /quote >}}', ["Words.", "— Al Bo"]),
    ],
)
def test_markup_of_other_programs(source: str, expected: list[str]) -> None:
    assert [piece.text for piece in clean_pieces(read_markdown(source))] == expected


@pytest.mark.parametrize("name", ["h1-consent.html", "h3-split.html"])
def test_boxes_within_an_article_are_left_out_with_a_note(name: str) -> None:
    source = read(name)
    whole = " ".join(texts(source))
    assert "mend the shelters" in whole
    assert "inbox" not in whole and "More from this desk" not in whole and "busfan" not in whole
    assert any(note.startswith("box of the page") for note in source.notes)


def test_a_citation_behind_a_quotation_says_whose_it_is_and_captions_are_noted() -> None:
    page = (
        "<p>She wrote to me in May.</p><blockquote>So be it.<cite>Cy Dunn</cite></blockquote>"
        "<blockquote><p>We read <cite>Middlemarch</cite></p></blockquote>"
        "<figure><img><figcaption>A roof in rain.</figcaption></figure><p>It ended well.</p>"
    )
    source = read_source(Path("a.html"), page.encode())
    assert texts(source)[1:] == ["So be it.", "— Cy Dunn", "We read Middlemarch", "It ended well."]
    assert source.notes == ("caption of a picture: A roof in rain.",)


def test_an_article_within_an_aside_or_a_form_is_read() -> None:
    words = "The night line should stay, for those who work while we sleep. " * 10
    for tag in ("aside", "form"):
        page = f"<body><{tag}><h1>Buses</h1><p>{words}</p></{tag}><p>Contact us.</p></body>"
        assert words.strip() in texts(read_source(Path("a.html"), page.encode()))


def test_a_page_of_which_hardly_anything_is_left_is_refused() -> None:
    words = "The night line should stay, for those who work while we sleep. " * 30
    page = f"<body><nav><p>{words}</p></nav><p>Contact us.</p></body>"
    with pytest.raises(CorpusError, match="hardly any"):
        read_source(Path("a.html"), page.encode())


def test_a_short_article_is_chosen_beside_a_longer_block() -> None:
    words = "The night line should stay, for those who work while we sleep. "
    notice = "Deliveries are late in this district, and the office is sorry for it. "
    teaser = f'<div><h3><a href="/a">Another story</a></h3><p>{notice}</p></div>'
    page = f"<body><article><h1>Buses</h1><p>{words * 3}</p></article><div>{notice * 12}</div>"
    source = read_source(Path("a.html"), page.encode())
    assert texts(source) == ["Buses", (words * 3).strip()]
    assert source.notes[0].startswith("text beside the article: Deliveries")
    page = f"<body><div><h1>Buses</h1><p>{words * 3}</p></div><section>{teaser * 9}</section>"
    source = read_source(Path("a.html"), page.encode())
    assert texts(source) == ["Buses", (words * 3).strip()]
    assert source.notes[0].startswith("box of the page (9 times): Another story")


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<meta charset="iso-8859-1"><p>Café – “so”</p>'.encode("windows-1252")
    assert texts(read_source(Path("a.html"), page)) == ["Café – “so”"]


def test_word_leaves_out_what_it_does_not_print() -> None:
    assert texts(read("d1-tracked.docx")) == [
        "Keep the line",
        "The night line has run for nineteen years and it should stay.",
        "The line costs forty thousand a year.",
        "In between stands another thought of mine.",
        "This moved sentence stood here first.",
    ]
    boxed = read("d2-box.docx")
    assert "Hidden" not in " ".join(texts(boxed)) and "Jane Dorn" not in " ".join(texts(boxed))
    assert [note.partition(":")[0] for note in boxed.notes] == ["text box", "hidden text"]


def test_a_pdf_of_words_drawn_one_by_one() -> None:
    (text,) = texts(read("p4-words.pdf"))
    assert text.startswith("The night line has run for nineteen years, and in all that time it")


def test_a_pdf_keeps_the_hyphen_of_a_compound() -> None:
    whole = " ".join(texts(read("p3-pages.pdf")))
    assert "A well-known risk" in whole
    assert "it has carried the people" in whole and "old hospital closed" in whole
