"""Bringing an essay: the visitor's own copy of the debate, and the process that reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Debate
from assistant.errors import UserError
from assistant.settings import Settings
from assistant.ui.child import analyse_apart
from assistant.ui.own_debate import MOST_ESSAYS, OwnDebate, free_slug, state_facts, voice_entries
from ingest.essays import analyse_folder

TEXT = b"# Ship\n\nA product must come first.\n\nJane Roe wrote:\n\n> Ask first.\n\nShe is wrong.\n"


def spin(corpus: Path, settings: Settings) -> Debate:
    """An analysis that never ends."""
    while True:
        pass


def devour(corpus: Path, settings: Settings) -> Debate:
    """An analysis that wants more memory than it may have."""
    hoard = [bytearray(1024**3) for _ in range(64)]
    raise AssertionError(len(hoard))


@pytest.fixture
def own(tmp_path: Path) -> OwnDebate:
    """A visitor's copy of a debate of a few short essays."""
    corpus = Path(__file__).parent / "data" / "debates" / "four-day-week"
    return OwnDebate(tmp_path / "visitors" / "ann", corpus, Settings(data_dir=tmp_path))


def shared_files(own: OwnDebate) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (own.shared / "essays").iterdir()}


def test_a_draft_is_read_beside_the_other_essays_and_then_joins(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    own = OwnDebate(tmp_path / "visitors" / "ann", settings.corpus, settings)
    before = shared_files(own)
    own.start_draft(TEXT, ".md", "ship", {"title": "Ship", "author": "Ann Maker"})
    drafted = own.drafted()
    assert drafted is not None
    debate = analyse_apart(analyse_folder, own.draft, own.settings)
    assert debate == analyse_folder(own.draft, own.settings)
    essay = debate.essay("ship")
    assert (essay.title, essay.author) == ("Ship", "Ann Maker")
    assert len(debate.essays) == 6
    assert all(other.is_read for other in debate.essays if other is not essay)
    assert debate.accords
    assert debate.essays[-1] is essay  # last, so no other essay changes its hue
    assert {s.voice.name for s in essay.sentences} == {"Ann Maker", "Jane Roe"}
    own.adopt_draft()
    assert own.drafted() is None
    assert [path.name for path in own.brought()] == [drafted.name]
    assert shared_files(own) == before


def test_corrections_are_what_the_next_reading_sees(own: OwnDebate) -> None:
    own.start_draft(TEXT, ".md", "ship", {})
    path = own.drafted()
    assert path is not None
    roe = voice_entries([("Jane Roe ", "reports"), ("", "rebuts")])
    state_facts(path, {"position": "four", "voices": roe})
    essay = analyse_folder(own.draft, own.settings).essay("ship")
    assert essay.position == "four"
    assert {(s.voice.name, s.voice.attitude) for s in essay.sentences} >= {("Jane Roe", "reports")}
    assert essay.title == "Ship"


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_facts_of_other_formats_stand_beside_them(own: OwnDebate, suffix: str) -> None:
    content = b"<p>A product must come first.</p>" if suffix == ".html" else b"A product first."
    own.start_draft(content, suffix, "ship", {"title": "Ship", "author": ""})
    path = own.drafted()
    assert path is not None
    assert path.read_bytes() == content
    state_facts(path, {"author": "Ann"})
    essay = analyse_folder(own.draft, own.settings).essay("ship")
    assert (essay.title, essay.author) == ("Ship", "Ann")


def test_own_front_matter_is_kept_but_not_its_slug(own: OwnDebate) -> None:
    front = b"---\nslug: holm\npublisher: The Paper\n---\n" + TEXT
    own.start_draft(front, ".md", "ship", {"title": "Mine"})
    essay = analyse_folder(own.draft, own.settings).essay("ship")
    assert (essay.publisher, essay.title) == ("The Paper", "Mine")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"  \n", "empty"),
        (b"x" * (5 * 1024 * 1024 + 1), "MB"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"---\n: [\n---\n\nText.", "YAML"),
    ],
)
def test_bad_content_is_refused_in_words(own: OwnDebate, content: bytes, says: str) -> None:
    with pytest.raises(UserError, match=says) as raised:
        own.start_draft(content, ".md", "ship", {})
    assert raised.value.hint


def test_an_unknown_key_is_complained_of_by_the_reading(own: OwnDebate) -> None:
    own.start_draft(b"---\nmood: angry\n---\n" + TEXT, ".md", "ship", {})
    with pytest.raises(UserError, match="mood"):
        analyse_apart(analyse_folder, own.draft, own.settings)


def test_essays_are_taken_away_one_by_one_and_the_copy_with_the_last(own: OwnDebate) -> None:
    for number in range(MOST_ESSAYS):
        own.start_draft(TEXT, ".md", f"ship-{number}", {})
        own.adopt_draft()
    with pytest.raises(UserError, match="already"):
        own.start_draft(TEXT, ".md", "one-more", {})
    names = [path.name for path in own.brought()]
    assert len(names) == MOST_ESSAYS
    assert own.take_away("../../debate.yaml")
    assert own.take_away("holm.md")
    assert (own.corpus / "essays" / "holm.md").is_file()
    assert [own.take_away(name) for name in names] == [True] * (MOST_ESSAYS - 1) + [False]
    assert not own.folder.exists()


def test_a_slug_is_free_and_safe(own: OwnDebate) -> None:
    debate = analyse_folder(own.shared, own.settings)
    assert free_slug("Holm", debate) == "holm-2"
    assert free_slug("../../etc/passwd", debate) == "etc-passwd"
    assert free_slug("«»", debate) == "essay"
    assert len(free_slug("long " * 50, debate)) <= 40


def test_a_reading_that_never_ends_is_ended(
    own: OwnDebate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.ui.child.SECONDS", 1)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    spin.__module__ = devour.__module__ = "test_app_bring"
    own.start_draft(TEXT, ".md", "ship", {})
    with pytest.raises(UserError, match="too much time or memory"):
        analyse_apart(spin, own.draft, own.settings)


def test_a_reading_that_eats_all_memory_is_ended(
    own: OwnDebate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    devour.__module__ = "test_app_bring"
    own.start_draft(TEXT, ".md", "ship", {})
    with pytest.raises(UserError, match="too much"):
        analyse_apart(devour, own.draft, own.settings)
