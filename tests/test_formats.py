"""The five formats: the same essay gives the same pieces, and hostile files a plain complaint."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from assistant.domain import BlockKind
from assistant.errors import CorpusError
from assistant.settings import CHECKOUT
from ingest.formats import SUFFIXES, read_source
from ingest.formats.docx import read_docx
from ingest.formats.html import read_html
from ingest.formats.isolated import read_isolated
from ingest.formats.markdown import read_markdown
from ingest.formats.pdf import read_pdf
from ingest.formats.plain import read_plain
from ingest.formats.unreadable import Unreadable
from ingest.front_matter import split_front_matter
from ingest.source import LeftOut, Piece, clean_pieces

ESSAYS = sorted((CHECKOUT / "corpus" / "essays").glob("*.md"))
PRINTED = Path(__file__).parent / "data" / "printed_by_chromium.pdf"
Plain = list[tuple[BlockKind, str, int]]


def plain(pieces: Sequence[Piece]) -> Plain:
    return [(piece.kind, piece.text, piece.level) for piece in clean_pieces(pieces)]


def markdown_of(path: Path) -> str:
    return split_front_matter(path.read_text(encoding="utf-8"), path)[1]


def word_document(pieces: Sequence[Piece]) -> bytes:
    document = docx.Document()
    for piece in pieces:
        styles = {"heading": f"Heading {piece.level}", "item": "List Bullet", "quote": "Quote"}
        document.add_paragraph(piece.text, style=styles.get(piece.kind))
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def printed(pieces: Sequence[Piece], head: str = "The Journal of Everything") -> bytes:
    def edge(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, A5[1] - 30, head)
        canvas.drawString(72, 30, f"Page {document.page} of 9")

    sheet = getSampleStyleSheet()
    body = sheet["BodyText"]
    styles = {
        **{f"heading{level}": sheet[f"Heading{level}"] for level in range(1, 7)},
        "quote": ParagraphStyle("quote", parent=body, leftIndent=30, rightIndent=30),
        "item1": ParagraphStyle("item", parent=body, leftIndent=20, bulletIndent=8),
    }
    flow = [
        Paragraph(
            piece.text.replace("&", "&amp;"),
            styles.get(f"{piece.kind}{piece.level or ''}", body),
            bulletText="•" if piece.kind == "item" else None,
        )
        for piece in pieces
    ]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A5).build(flow, onFirstPage=edge, onLaterPages=edge)
    return buffer.getvalue()


@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.stem)
def test_an_essay_reads_the_same_in_every_format(path: Path) -> None:
    pieces = read_markdown(markdown_of(path))
    expected = plain(pieces)
    page = MarkdownIt().render(markdown_of(path))
    assert plain(read_html(page)) == expected
    site = (
        '<html><head><title>X | Blog</title></head><body class="comments-open has-sidebar">'
        '<nav><ul><li><a href="/">Home</a></li></ul></nav>'
        '<div class="sidebar"><p>All that I have ever written, in one long and tidy list.</p></div>'
        f"<main><article>{page}</article></main>"
        '<div id="comments"><h3>2 comments</h3><p>I read it all, and I liked it a lot.</p></div>'
        "<footer><p>All rights reserved.</p></footer><script>track()</script></body></html>"
    )
    assert plain(read_html(site)) == expected
    assert plain(read_docx(word_document(pieces))) == expected
    assert plain(read_pdf(printed(pieces))) == _ranked(expected)


def _ranked(pieces: Plain) -> Plain:
    """A PDF knows larger and smaller headings, but not which level the largest has."""
    levels = sorted({level for kind, _, level in pieces if kind == "heading"})
    return [
        (kind, text, levels.index(level) + 1 if kind == "heading" else level)
        for kind, text, level in pieces
    ]


# Markdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A *very* **bold** ~~old~~ `code` word", "A very bold old code word"),
        ("See [the *site*](https://example.org 'title') or <https://a.org>.", None),
        ("Before ![a picture](x.png) after", "Before after"),
        ("One<br>two <b onclick='x()'>three</b> <!-- four -->five", "One two three five"),
        ("Fine <script>alert(1)</script>words <style>p{}</style>here", "Fine words here"),
        ("Hard  \nbreak\\\nand soft\nbreak", "Hard break and soft break"),
        ("Caf&eacute; &amp; &lt;b&gt; 5 \\* 3 \\_x\\_", "Café & <b> 5 * 3 _x_"),
        ("snake_case_word and 2 * 3 * 4", "snake_case_word and 2 * 3 * 4"),
    ],
)
def test_markdown_marks_leave_plain_text(source: str, text: str | None) -> None:
    expected = text or "See the site or https://a.org."
    assert plain(read_markdown(source)) == [("paragraph", expected, 0)]


def test_markdown_structure() -> None:
    source = """Title
=====

Text.

> Quoted *one*.
>
> > Nested two.
>
> - an item of theirs

- First
  goes on

  second paragraph of it
  1. Inner
- Last

    code block

| a | b |
|---|---|
| 1 | 2 |

<div>Block <em>of</em> HTML<script>no()</script></div>

[unused]: https://example.org

### Deep ###
***
"""
    assert plain(read_markdown(source)) == [
        ("heading", "Title", 1),
        ("paragraph", "Text.", 0),
        ("quote", "Quoted one.", 0),
        ("quote", "Nested two.", 0),
        ("quote", "an item of theirs", 0),
        ("item", "First goes on", 1),
        ("item", "second paragraph of it", 1),
        ("item", "Inner", 2),
        ("item", "Last", 1),
        ("item", "code block", 1),
        ("paragraph", "a; b", 0),
        ("paragraph", "1; 2", 0),
        ("paragraph", "Block of HTML", 0),
        ("heading", "Deep", 3),
    ]


# Plain text


def test_plain_text_structure() -> None:
    source = """Remote work wins

Remote work is the best thing that has happened to workers in
decades. It saves time - and money. Some numbers: 5% of all
people said so.

1. Why it works

As John Smith wrote:

    Offices are dead. They were always a prison
    for the mind.

    Second paragraph of it.

I agree. Three reasons:
- No commute, which takes
  an hour a day.
- More focus:
    * nested one
- Last

What now?

1. Reduce cost

2. Improve speed
   and quality

Then it ends. As he said:
> Quoted line one
> goes on.
>
> Second.
and goes on.
* * *
The end
"""
    assert plain(read_plain(source)) == [
        ("heading", "Remote work wins", 1),
        (
            "paragraph",
            "Remote work is the best thing that has happened to workers in decades. It saves time "
            "- and money. Some numbers: 5% of all people said so.",
            0,
        ),
        ("heading", "1. Why it works", 2),
        ("paragraph", "As John Smith wrote:", 0),
        ("quote", "Offices are dead. They were always a prison for the mind.", 0),
        ("quote", "Second paragraph of it.", 0),
        ("paragraph", "I agree. Three reasons:", 0),
        ("item", "No commute, which takes an hour a day.", 1),
        ("item", "More focus:", 1),
        ("item", "nested one", 2),
        ("item", "Last", 1),
        ("paragraph", "What now?", 0),
        ("item", "Reduce cost", 1),
        ("item", "Improve speed and quality", 1),
        ("paragraph", "Then it ends. As he said:", 0),
        ("quote", "Quoted line one goes on.", 0),
        ("quote", "Second.", 0),
        ("paragraph", "and goes on.", 0),
        ("paragraph", "The end", 0),
    ]


def test_a_byline_below_the_title_is_not_part_of_it() -> None:
    source = "Keep Main Street open\nby Tom Hale\n\nI run the chamber, and I speak\nby right."
    assert [text for _, text, _ in plain(read_plain(source))] == [
        "Keep Main Street open",
        "by Tom Hale",
        "I run the chamber, and I speak by right.",
    ]


def test_plain_text_of_one_line_a_paragraph() -> None:
    long = "This line is much longer than anybody would break by hand: it is a paragraph " * 2
    titles = "The Title\nBy the Sea"
    source = f"{titles}\n{long}\nIs This the Question?\n{long}\nIs it so?\n{long}\nThe end.\n"
    kinds = [(kind, text.strip()[:10]) for kind, text, _ in plain(read_plain(source))]
    assert kinds == [
        ("heading", "The Title"),
        ("heading", "By the Sea"),
        ("paragraph", "This line "),
        ("heading", "Is This th"),
        ("paragraph", "This line "),
        ("paragraph", "Is it so?"),  # may be the author's own question
        ("paragraph", "This line "),
        ("paragraph", "The end."),
    ]


@given(st.text(alphabet=st.sampled_from(list("XY. \n#>-*1:_—|`<[](!é")), max_size=120))
@settings(max_examples=300, deadline=None)
def test_no_letter_of_a_plain_text_is_lost(text: str) -> None:
    read = "".join(piece.text for piece in read_plain(text))
    assert [read.count(letter) for letter in "XYé"] == [text.count(letter) for letter in "XYé"]


@given(st.text(alphabet=st.sampled_from(list("ab. \n#>-*1:_|`&;")), max_size=120))
@settings(max_examples=300, deadline=None)
def test_no_letter_of_a_markdown_text_is_lost_without_a_note(text: str) -> None:
    left_out = LeftOut()
    read = "".join(piece.text for piece in read_markdown(text, left_out))
    noted = "".join(left_out.notes())
    fences = [line for line in text.split("\n") if "```" in line]  # may name a language
    for letter in "ab":
        lost = text.count(letter) - read.count(letter)
        assert lost >= 0
        assert lost <= sum(line.count(letter) for line in fences) or letter in noted


# HTML


def test_html_of_a_page_gives_the_article_only() -> None:
    page = """<!doctype html><html><head><title>Essay | Site</title>
<style>p{}</style><script>alert(1)</script></head><body>
<nav><a href="/">Home</a></nav><header><h1>Remote work <em>wins</em></h1></header>
<article><p>Remote work is the <b>best</b> thing for <a href="x">workers</a> in decades.</p>
<h2>Why it works</h2><p>As John Smith wrote:</p>
<blockquote><p>Offices are dead. They were a prison.</p><p>Second paragraph.</p></blockquote>
<p>I agree&nbsp;with <q>him</q>.<sup><a href="#n">[1]</a></sup> H<sub>2</sub>O. Three reasons:</p>
<ul><li>No commute.</li><li>More focus.<ul><li><p>Nested.</p></li></ul></li></ul>
<table><tr><th>Year</th><th>Share</th></tr><tr><td>2019</td><td>5%</td></tr></table>
<p style="display: none">hidden words</p><p>Line one<br>goes on<br><br>and a new one
<script>evil()</script> ends.</p><figure><img alt="x"><figcaption>A chart</figcaption></figure>
<pre>some code
here</pre><div class="share-buttons">Tweet</div></article>
<aside>Related posts: Ten tricks</aside>
<section class="comments"><p>Great post! I would like to see more of this.</p></section>
<form><p>Please enter your comment!</p></form><footer>Subscribe</footer></body></html>"""
    assert plain(read_html(page)) == [
        ("heading", "Remote work wins", 1),
        ("paragraph", "Remote work is the best thing for workers in decades.", 0),
        ("heading", "Why it works", 2),
        ("paragraph", "As John Smith wrote:", 0),
        ("quote", "Offices are dead. They were a prison.", 0),
        ("quote", "Second paragraph.", 0),
        ("paragraph", "I agree with “him”. H2O. Three reasons:", 0),
        ("item", "No commute.", 1),
        ("item", "More focus.", 1),
        ("item", "Nested.", 2),
        ("paragraph", "Year; Share", 0),
        ("paragraph", "2019; 5%", 0),
        ("paragraph", "Line one goes on", 0),
        ("paragraph", "and a new one ends.", 0),
        ("paragraph", "some code here", 0),
    ]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("Just <b>text</b>", ["Just text"]),
        ("<p>One.<p>Two.", ["One.", "Two."]),
        ('<?xml version="1.0" encoding="latin-1"?><html><body><p>Café</p></body></html>', ["Café"]),
        ('<meta charset="latin-1"><p>Café</p>', ["Café"]),
        ("<p>a &lt;script&gt;b&lt;/script&gt;</p>", ["a <script>b</script>"]),
        ("<html></html>", []),
        ("<!-- only a comment -->", []),
        ("<body><nav>Home</nav></body>", []),
    ],
)
def test_html_of_odd_shapes(page: str, texts: list[str]) -> None:
    assert [text for _, text, _ in plain(read_html(page))] == texts


# PDF


def test_a_pdf_printed_by_a_browser() -> None:
    kinds = plain(read_pdf(PRINTED.read_bytes()))
    assert [(kind, text[:24], level) for kind, text, level in kinds] == [
        ("heading", "Remote work wins, and of", 1),
        ("paragraph", "Remote work is the best ", 0),
        ("heading", "What the critics say", 2),
        ("paragraph", "As John Smith wrote in h", 0),
        ("quote", "Offices are where trust ", 0),
        ("quote", "And that is why I want e", 0),
        ("paragraph", "I could not disagree mor", 0),
        ("item", "No commute.", 1),
        ("item", "More focus, because nobo", 1),
        ("item", "Fairer teams.", 1),
        ("heading", "What follows", 2),
        ("paragraph", "Whoever runs a company s", 0),
        ("paragraph", "The burden of proof has ", 0),
    ]
    whole = " ".join(text for _, text, _ in kinds)
    assert "they live — a self-evident gain" in whole
    assert "the building was there before they were." in whole
    assert "file:" not in whole and "2/2" not in whole


def lines_at(places: Sequence[tuple[float, float, str]]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("Helvetica", 10)
    for x, y, text in places:
        canvas.drawString(x, y, text)
    canvas.save()
    return buffer.getvalue()


def test_hyphens_at_line_ends_go_unless_the_word_has_one() -> None:
    text = [
        "A product-focused company is a develop-",
        "ing one, whose leaders are product-",
        "focused and whose cus-",
        "tomers are told so by Jean-",
        "Paul and by a self\u00ad",
        "evident text that says—",
        "as texts do —",
        "what it says, not more-",
        "over.",
    ]
    content = lines_at([(72, 700 - 12 * number, line) for number, line in enumerate(text)])
    assert [piece.text for piece in read_pdf(content)] == [
        "A product-focused company is a developing one, whose leaders are product-focused and "
        "whose customers are told so by Jean-Paul and by a selfevident text that says—as texts "
        "do — what it says, not moreover."
    ]


def test_two_vowels_keep_their_hyphen_and_so_does_a_number() -> None:
    text = [
        "She was re-",
        "elected by a co-",
        "operative on a 20-",
        "year lease, pre-",
        "and post-war.",
    ]
    content = lines_at([(72, 700 - 12 * number, line) for number, line in enumerate(text)])
    assert [piece.text for piece in read_pdf(content)] == [
        "She was re-elected by a co-operative on a 20-year lease, pre- and post-war."
    ]


@pytest.mark.parametrize("by_word", [False, True])
def test_what_is_drawn_at_random_is_read_from_the_top(by_word: bool) -> None:
    lines = [f"Line {n} goes on and on, until it ends" for n in "abcdefghij"]
    places = [
        (72 + stringWidth(line[:at], "Helvetica", 10), 700 - 12 * row, words)
        for row, line in enumerate(lines)
        for at, words in (
            [(m.start(), m[0]) for m in re.finditer(r"\S+", line)] if by_word else [(0, line)]
        )
    ]
    random.Random(3).shuffle(places)
    assert [piece.text for piece in read_pdf(lines_at(places))] == [" ".join(lines)]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"Left column line {n} goes on and on" for n in "abcdef"]
    right = [f"right column line {n} goes on and on" for n in "abcdef"]
    places = [(60, 700 - 12 * n, line) for n, line in enumerate(left)]
    places += [(320, 700 - 12 * n, line) for n, line in enumerate(right)]
    assert [(p.kind, p.text) for p in read_pdf(lines_at(places))] == [
        ("paragraph", " ".join(left + right))
    ]


def test_running_heads_go_and_numbers_in_the_text_stay() -> None:
    years = [
        f"In {1900 + n} all was {'very ' * (n % 7)}well, and quiet at that." for n in range(160)
    ]
    pieces = [Piece("paragraph", " ".join(years[n : n + 10])) for n in range(0, 160, 10)]
    content = printed(pieces)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) > 2
    read = plain(read_pdf(content))
    assert [text for _, text, _ in read] == [piece.text for piece in pieces]


def test_a_locked_pdf_is_refused_and_one_without_a_password_is_not() -> None:
    for password, opens in (("secret", False), ("", True)):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed([Piece("paragraph", "Words.")])))
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
        buffer = io.BytesIO()
        writer.write(buffer)
        if opens:
            assert "Words." in [piece.text for piece in read_pdf(buffer.getvalue())]
        else:
            with pytest.raises(Unreadable, match="encrypted"):
                read_pdf(buffer.getvalue())


def test_a_pdf_without_text_is_refused() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(50, 50, 100, 100)
    canvas.showPage()
    canvas.save()
    with pytest.raises(Unreadable, match="no text"):
        read_pdf(buffer.getvalue())


# DOCX


def test_word_structure_insertions_and_deletions() -> None:
    document = docx.Document()
    document.add_heading("Remote work wins", 0)
    document.add_heading("Why", 2)
    paragraph = document.add_paragraph("Plain ")
    paragraph.add_run("bold").bold = True
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for markup in (
        f"<w:ins {space}><w:r><w:t> inserted</w:t></w:r></w:ins>",
        f"<w:del {space}><w:r><w:delText> deleted</w:delText></w:r></w:del>",
        f"<w:hyperlink {space}><w:r><w:t> link</w:t></w:r></w:hyperlink>",
        f"<w:r {space}><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(markup))
    document.add_paragraph("First", style="List Number")
    document.add_paragraph("Inner", style="List Bullet 2")
    document.add_paragraph("Theirs", style="Intense Quote")
    inset = document.add_paragraph("Also theirs")
    inset.paragraph_format.left_indent = docx.shared.Inches(0.5)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Year", "Share", "2019", "5%"], strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.add_paragraph("")
    document.add_paragraph("The end.")
    assert plain(read_docx(saved(document))) == [
        ("heading", "Remote work wins", 1),
        ("heading", "Why", 2),
        ("paragraph", "Plain bold inserted link tab line", 0),
        ("item", "First", 1),
        ("item", "Inner", 2),
        ("quote", "Theirs", 0),
        ("quote", "Also theirs", 0),
        ("paragraph", "Year; Share", 0),
        ("paragraph", "2019; 5%", 0),
        ("paragraph", "The end.", 0),
    ]


def test_a_word_document_that_would_unpack_to_too_much_is_refused() -> None:
    buffer = io.BytesIO(word_document([Piece("paragraph", "Words.")]))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/x.bin", "w", force_zip64=True) as file,
    ):
        for _ in range(201):
            file.write(bytes(1024 * 1024))
    with pytest.raises(Unreadable, match="too much"):
        read_docx(buffer.getvalue())


# Every format, as ingest reads it


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.7 nonsense", "damaged"),
        ("a.pdf", b"Just text, renamed.", "damaged"),
        ("a.docx", b"PK\x03\x04nonsense", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted or an old"),
        ("a.html", b"<script>all()</script>", "no text"),
        ("a.md", b"![](x.png)", "no text"),
        ("a.txt", b"--- ---", "no text"),
    ],
)
def test_what_cannot_be_read_names_the_file(name: str, content: bytes, words: str) -> None:
    with pytest.raises(CorpusError) as raised:
        read_source(Path("essays") / name, content)
    assert words in raised.value.message
    assert f"essays/{name}" in raised.value.message
    assert raised.value.hint


def test_every_format_is_read_through_the_same_door() -> None:
    pieces = [Piece("heading", "Home at last", 1), Piece("paragraph", "It’s quiet here. " * 30)]
    contents = {
        ".md": f"# Home at last\n\n{pieces[1].text}".encode(),
        ".txt": f"Home at last\n\n{pieces[1].text}".encode(),
        ".html": f"<h1>Home at last</h1><p>{pieces[1].text}</p>".encode(),
        ".pdf": printed(pieces, head=""),
        ".docx": word_document(pieces),
    }
    assert set(contents) == set(SUFFIXES)
    for suffix, content in contents.items():
        source = read_source(Path(f"a{suffix.upper()}"), content)
        assert source.pieces == clean_pieces(pieces), suffix


def test_a_reader_that_never_ends_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(Unreadable, match="too much time"):
        read_isolated(".html", b"<p>word word word.</p>" * 200_000, seconds=1)
    assert time.monotonic() - began < 20


def test_a_pdf_that_would_unpack_to_too_much_is_refused() -> None:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    stream = pypdf.generic.StreamObject()
    stream.set_data(bytes(400 * 1024 * 1024))
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(Unreadable):
        read_isolated(".pdf", buffer.getvalue())
