"""Debate folders: what may stand in one, and a helpful word about everything that may not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Debate, Essay, ListedVoice
from assistant.errors import CorpusError
from assistant.manifest import content_digest, read_manifest
from assistant.settings import Settings
from ingest.essays import analyse_folder
from ingest.folder import read_folder
from ingest.front_matter import parse_front_matter

DEBATE = """question: Should teams work remotely?
sides:
  - {id: home, label: Remote, statement: Teams should work remotely.}
  - {id: office, label: Office, statement: Teams should meet in an office.}
"""
ESSAY = """---
author: Jane Roe
position: home
thesis: Remote work is “better”.
---

# Home at last

Remote work is “better”. It's quiet, and quiet is what most work needs.
"""
Files = dict[str, str | bytes]


def write(folder: Path, files: Files, debate: str | bytes | None = DEBATE) -> Path:
    every: Files = {"essays/jane.md": ESSAY, **files}
    if debate is not None:
        every["debate.yaml"] = debate
    for name, content in every.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def only_essay(folder: Path, files: Files) -> Essay:
    debate = analyse_folder(write(folder, files), Settings())
    return next(essay for essay in debate.essays if essay.slug != "jane")


def complaint(folder: Path, **limits: int) -> CorpusError:
    with pytest.raises(CorpusError) as raised:
        analyse_folder(folder, Settings(**limits))  # type: ignore[arg-type]
    assert raised.value.hint
    return raised.value


def test_a_folder_becomes_a_debate(tmp_path: Path) -> None:
    more = "starters: ['Why?', ~]\nnames: {Steve Jobs: [Steve], \"Apple\\ud800\": }\n"
    debate = analyse_folder(write(tmp_path, {}, DEBATE + more), Settings())
    assert debate.question == "Should teams work remotely?"
    assert [side.label for side in debate.sides] == ["Remote", "Office"]
    assert debate.starters == ("Why?",)
    assert debate.names == {"Steve Jobs": ("Steve",), "Apple": ()}
    essay = debate.essay("jane")
    assert (essay.title, essay.author, essay.position) == ("Home at last", "Jane Roe", "home")
    assert essay.thesis is not None
    assert essay.text[slice(*essay.thesis)] == "Remote work is “better”."
    assert [sentence.heading for sentence in essay.sentences] == ["", ""]


def test_every_key_is_optional(tmp_path: Path) -> None:
    essay = only_essay(tmp_path, {"essays/on-quiet_rooms.md": "Quiet rooms matter."})
    assert (essay.slug, essay.title) == ("on-quiet_rooms", "On quiet rooms")
    assert (essay.author, essay.position, essay.thesis, essay.listed_voices) == (
        None,
        None,
        None,
        (),
    )


def test_all_keys_are_taken_over_as_they_are_written(tmp_path: Path) -> None:
    front = """---
slug: nine
title: 1984
author: Yes
publisher: "Roe: Sons"
date: 2009-01-05
url: https://example.org/a?b=c
note: >-
  two
  lines
position: conditional
thesis: ~
voices: [{name: Ann Lee, attitude: rebuts}, {name: Bob}]
---
Text of it.
"""
    essay = only_essay(tmp_path, {"essays/other.md": front})
    assert (essay.slug, essay.title, essay.author) == ("nine", "1984", "Yes")
    assert (essay.publisher, essay.date, essay.note) == ("Roe: Sons", "2009-01-05", "two lines")
    assert (essay.url, essay.position) == ("https://example.org/a?b=c", "conditional")
    assert essay.listed_voices == (ListedVoice("Ann Lee", "rebuts"), ListedVoice("Bob"))


def test_a_sidecar_says_the_same_of_other_formats(tmp_path: Path) -> None:
    files: Files = {
        "essays/ann.txt": "Offices are loud.",
        "essays/ann.yaml": "author: Ann Lee\nposition: office\nthesis: Offices are loud.",
    }
    essay = only_essay(tmp_path, files)
    assert (essay.author, essay.position, essay.thesis) == ("Ann Lee", "office", (0, 17))


@pytest.mark.parametrize(
    "thesis",
    [
        "Remote work is “better”.",
        'Remote work is "better".',
        "Remote  work\n  is “better”.",
        "It's quiet, and quiet is what most work needs.",
        "It’s quiet, and quiet is what most work needs.",
    ],
)
def test_a_thesis_is_found_despite_straight_quotes_and_line_breaks(
    tmp_path: Path, thesis: str
) -> None:
    body = ESSAY.split("---\n", 2)[2]
    quoted = thesis.replace("\n", "\n    ")
    front = f"---\nslug: ann\nthesis: >-\n    {quoted}\n---\n{body}"
    essay = only_essay(tmp_path, {"essays/ann.md": front})
    assert essay.thesis is not None
    assert essay.text[slice(*essay.thesis)] in body


def test_line_ends_marks_and_invisible_characters_do_not_matter(tmp_path: Path) -> None:
    plain = only_essay(tmp_path, {"essays/ann.md": "# T\n\nCaf\u00e9s are loud. So it is.\n"})
    odd = "\ufeff# T\r\n\r\nCafe\u0301s\u00a0are\u200b lo\u00adud.\u202e So\tit  is.\x07\r\n"
    assert only_essay(tmp_path, {"essays/ann.md": odd.encode()}) == plain


MISTAKES: dict[str, tuple[Files, str, int | None, str]] = {
    "unknown key": ({"essays/a.md": "---\nautor: X\n---\nText."}, "a.md", 2, "autor"),
    "key twice": ({"essays/a.md": "---\nnote: X\nnote: Y\n---\nT."}, "a.md", 3, "twice"),
    "unknown position": ({"essays/a.md": "---\n\nposition: up\n---\nT."}, "a.md", 3, "up"),
    "silent is no position": (
        {"essays/a.md": "---\nposition: silent\n---\nT."},
        "a.md",
        2,
        "silent",
    ),
    "slug taken": ({"essays/a.md": "---\nslug: jane\n---\nT."}, "jane.md", None, "taken"),
    "same stem": ({"essays/jane.txt": "Text."}, "jane.txt", None, "taken by jane.md"),
    "thesis not in the text": (
        {"essays/a.md": "---\nnote: x\nthesis: Not there.\n---\nT."},
        "a.md",
        3,
        "not in the text",
    ),
    "thesis twice in the text": (
        {"essays/a.md": "---\nthesis: It is.\n---\nIt is. It is."},
        "a.md",
        2,
        "more than once",
    ),
    "thesis only in the title": (
        {"essays/a.md": "---\nthesis: Home\n---\n# Home\n\nText."},
        "a.md",
        2,
        "not in the text",
    ),
    "thesis across paragraphs": (
        {"essays/a.md": "---\nthesis: One. Two.\n---\nOne.\n\nTwo."},
        "a.md",
        2,
        "not in the text",
    ),
    "voices no list": ({"essays/a.md": "---\nvoices: Bob\n---\nT."}, "a.md", 2, "list"),
    "voice no mapping": ({"essays/a.md": "---\nvoices:\n  - Bob\n---\nT."}, "a.md", 3, "keys"),
    "voice without name": (
        {"essays/a.md": "---\nvoices:\n  - {attitude: rebuts}\n---\nT."},
        "a.md",
        3,
        "name",
    ),
    "voice with a wrong attitude": (
        {"essays/a.md": "---\nvoices:\n  - {name: B, attitude: loves}\n---\nT."},
        "a.md",
        3,
        "loves",
    ),
    "voice listed twice": (
        {"essays/a.md": "---\nvoices:\n  - {name: B}\n  - {name: B}\n---\nT."},
        "a.md",
        4,
        "twice",
    ),
    "list for a text": ({"essays/a.md": "---\ntitle: [a]\n---\nT."}, "a.md", 2, "title"),
    "a script for an address": (
        {"essays/a.md": "---\nurl: javascript:alert(1)\n---\nT."},
        "a.md",
        2,
        "url",
    ),
    "bad YAML": ({"essays/a.md": "---\nnote: a: b\n---\nT."}, "a.md", 2, "YAML"),
    "bad YAML in a sidecar": (
        {"essays/a.txt": "T.", "essays/a.yaml": "note: x\ntitle: [a\n"},
        "a.yaml",
        3,
        "YAML",
    ),
    "YAML that is no mapping": ({"essays/a.md": "---\n- x\n---\nT."}, "a.md", 2, "keys"),
    "control character": ({"essays/a.md": "---\nnote: \x01\n---\nT."}, "a.md", None, "YAML"),
    "endless nesting": (
        {"essays/a.md": "---\nnote: " + "[" * 50_000 + "\n---\nT."},
        "a.md",
        None,
        "YAML",
    ),
    "front matter without end": ({"essays/a.md": "---\nnote: x\nText."}, "a.md", 1, "end"),
    "empty file": ({"essays/a.md": ""}, "a.md", None, "empty"),
    "blank file": ({"essays/a.txt": " \n\t\n"}, "a.txt", None, "empty"),
    "front matter only": ({"essays/a.md": "---\nnote: x\n---\n"}, "a.md", None, "no text"),
    "nothing to read": ({"essays/a.md": "***\n\n<!-- x -->\n"}, "a.md", None, "no text"),
    "a title only": ({"essays/a.md": "# Home\n"}, "a.md", None, "no text"),
    "page furniture only": ({"essays/a.md": "Leave a comment\n"}, "a.md", None, "no text"),
    "not UTF-8": ({"essays/a.md": "One.\nCaf\u00e9.".encode("latin-1")}, "a.md", 2, "UTF-8"),
    "UTF-16": ({"essays/a.txt": "Text.".encode("utf-16")}, "a.txt", 1, "UTF-8"),
    "HTML that is not UTF-8": ({"essays/a.html": b"<p>\n\xff</p>"}, "a.html", 2, "UTF-8"),
    "another format": ({"essays/a.doc": "x"}, "a.doc", None, ".doc"),
    "sidecar of nothing": ({"essays/b.yaml": "note: x"}, "b.yaml", None, "no essay"),
    "sidecar of Markdown": ({"essays/jane.yaml": "note: x"}, "jane.yaml", None, "sidecar"),
    "sidecar misspelt": (
        {"essays/a.txt": "T.", "essays/a.yml": "note: x"},
        "a.yml",
        None,
        "no essay",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_remedy(tmp_path: Path, name: str) -> None:
    files, file, line, words = MISTAKES[name]
    error = complaint(write(tmp_path, files))
    assert (error.path.name, error.line) == (file, line)
    assert words in error.message
    assert str(error.path) in error.message


DEBATES: dict[str, tuple[str | bytes | None, int | None, str]] = {
    "no file": (None, None, "missing"),
    "empty": ("", None, "empty"),
    "only a comment": ("# nothing\n", 1, "question"),
    "no question": (DEBATE.split("\n", 1)[1], 1, "question"),
    "empty question": (DEBATE.replace("Should teams work remotely?", "''"), 1, "question"),
    "no sides": ("question: Why?\n", 1, "two sides"),
    "one side": (DEBATE.rsplit("  - ", 1)[0], 2, "two sides"),
    "unknown key": (DEBATE + "starter: x\n", 5, "starter"),
    "side without label": (DEBATE.replace("label: Office, ", ""), 4, "label"),
    "side with a key too many": (DEBATE.replace("id: office", "id: office, x: y"), 4, "`x`"),
    "side twice": (DEBATE.replace("id: office", "id: home"), 4, "twice"),
    "side with a taken name": (DEBATE.replace("id: office", "id: conditional"), 4, "conditional"),
    "sides no list": ("question: Why?\nsides: two\n", 2, "list"),
    "names no mapping": (DEBATE + "names: [Bob]\n", 5, "names"),
    "starter no text": (DEBATE + "starters:\n  - {a: b}\n", 6, "starter"),
    "bad YAML": ("question: [\n", 2, "YAML"),
    "not UTF-8": (b"question: \xff\n", 1, "UTF-8"),
}


@pytest.mark.parametrize("name", DEBATES)
def test_a_mistake_in_debate_yaml_is_named(tmp_path: Path, name: str) -> None:
    debate, line, words = DEBATES[name]
    error = complaint(write(tmp_path, {}, debate))
    assert (error.path.name, error.line) == ("debate.yaml", line)
    assert words in error.message


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    assert "no such folder" in complaint(tmp_path / "nowhere").message


def test_no_essays(tmp_path: Path) -> None:
    folder = write(tmp_path, {"essays/notes.csv": "x", "essays/.hidden.md": "x"})
    (folder / "essays/jane.md").unlink()
    assert "no essays" in complaint(folder).message


def test_other_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, {"essays/chart.png": b"\x89PNG", "essays/old/x.md": "Old."})
    assert [essay.slug for essay in analyse_folder(folder, Settings()).essays] == ["jane"]


@pytest.mark.parametrize("name", ["essays/out.md", "essays/jane.md", "debate.yaml", "essays"])
def test_a_link_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "debate", {})
    outside = write(tmp_path / "elsewhere", {})
    path = folder / name
    if path.is_dir():
        for file in path.iterdir():
            file.unlink()
        path.rmdir()
    path.unlink(missing_ok=True)
    target = outside / name
    path.symlink_to(target if target.exists() else outside / "essays/jane.md")
    error = complaint(folder)
    assert "outside" in error.message
    assert error.path.name == path.name


def test_a_sidecar_that_leads_outside_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "debate", {"essays/ann.txt": "Text."})
    (tmp_path / "secret.yaml").write_text("note: secret", encoding="utf-8")
    (folder / "essays/ann.yaml").symlink_to(tmp_path / "secret.yaml")
    assert "outside" in complaint(folder).message


def test_a_link_inside_the_folder_and_to_the_folder_may_stand(tmp_path: Path) -> None:
    folder = write(tmp_path / "debate", {"drafts/ann.md": "Text."})
    (folder / "essays/ann.md").symlink_to(folder / "drafts/ann.md")
    (tmp_path / "link").symlink_to(folder)
    debate = analyse_folder(tmp_path / "link", Settings())
    assert [essay.slug for essay in debate.essays] == ["ann", "jane"]


def test_what_cannot_be_read_as_a_file_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    (folder / "essays/broken.md").symlink_to(folder / "essays/gone.md")
    assert "not a readable file" in complaint(folder).message
    (folder / "essays/broken.md").unlink()
    os.mkfifo(folder / "essays/pipe.md")  # reading it would never end
    assert "not a readable file" in complaint(folder).message


def test_the_size_limit_holds_to_the_byte(tmp_path: Path) -> None:
    folder = write(tmp_path, {"essays/long.txt": "word " * 1000})
    assert len(analyse_folder(folder, Settings(max_essay_bytes=5000)).essays) == 2
    error = complaint(folder, max_essay_bytes=4999)
    assert error.path.name == "long.txt"
    assert "4,999" in error.message


def test_reading_the_folder_leaves_the_essays_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, {"essays/ann.txt": "Text.", "essays/ann.yaml": "note: x"})
    before = read_folder(folder, Settings())
    assert [file.slug for file in before.files] == ["ann", "jane"]
    (folder / "essays/ann.yaml").write_text("note: y", encoding="utf-8")
    after = read_folder(folder, Settings())
    assert before.digest == after.digest
    pairs = zip(before.files, after.files, strict=True)
    assert [old.slug for old, new in pairs if old.digest != new.digest] == ["ann"]


def test_the_same_folder_gives_the_same_debate(tmp_path: Path) -> None:
    folder = write(tmp_path, {"essays/b.txt": "B.", "essays/a.html": "<p>A is here.</p>"})
    first: Debate = analyse_folder(folder, Settings())
    assert first == analyse_folder(folder, Settings())
    assert [essay.slug for essay in first.essays] == ["a", "b", "jane"]


@given(st.text(alphabet=st.sampled_from(list("abc:-[]{}\"'#&*!|>%@`\n ,?\t")), max_size=60))
@settings(max_examples=300, deadline=None)
def test_front_matter_is_read_or_complained_of(text: str) -> None:
    try:
        parse_front_matter(text, Path("x.md"), ["home"])
    except CorpusError as error:
        assert error.hint


def test_stray_files_are_named_and_never_read(tmp_path: Path) -> None:
    folder = write(tmp_path, {"essays/notes.csv": "x", "essays/old/x.md": "Old."})
    with (folder / "essays/film.mp4").open("wb") as film:
        film.truncate(8 * 1024**3)  # a hole: reading it would take the memory
    marks = read_manifest(folder)
    assert marks["essays/film.mp4"].digest == ""
    skipped = dict(read_folder(folder, Settings()).skipped)
    assert set(skipped) == {"notes.csv", "old/", "film.mp4"}


@pytest.mark.parametrize("name", ["debate.yaml", "essays/a.md"])
def test_a_link_to_itself_is_named(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, {})
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(folder / name)
    with pytest.raises(CorpusError):
        read_folder(folder, Settings())


def test_a_name_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    (folder / "essays" / os.fsdecode(b"caf\xe9.md")).write_text("Text.")
    assert "name" in complaint(folder).message
    assert str(complaint(folder)).encode()
    assert content_digest(read_manifest(folder))
