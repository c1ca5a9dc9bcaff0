"""Front matter's word on who says a sentence prevails over what is heard in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Essay
from assistant.errors import CorpusError
from assistant.settings import Settings
from ingest.essays import analyse_folder
from ingest.folder import read_folder
from ingest.voice_doubts import uncertain_voices

DEBATE = """\
question: Shops or markets?
sides:
  - {id: shop, label: Shop, statement: Have a shop.}
  - {id: market, label: Market, statement: Have a stall.}
"""
TEXT = """
# Gates

Ann Poe said: “A door is a promise. Nobody knocks twice.” I agree.

Critics say: “A door is only a wall with hinges.” Doors are dear. So be it.

They are a “cheap” way in. So be it.
"""


def written(folder: Path, *front: str) -> Path:
    """A debate folder of one essay with those lines in its front matter."""
    (folder / "essays").mkdir(exist_ok=True)
    (folder / "debate.yaml").write_text(DEBATE, encoding="utf-8")
    head = "\n".join(["---", "author: Jane Roe", *front, "---"])
    (folder / "essays" / "roe.md").write_text(head + "\n" + TEXT, encoding="utf-8")
    return folder


def read(folder: Path, *front: str) -> Essay:
    return analyse_folder(written(folder, *front), Settings()).essay("roe")


def told(essay: Essay) -> list[tuple[str, str | None, str]]:
    return [(essay.quote(s), s.voice.name, s.voice.attitude) for s in essay.sentences]


def test_a_sentence_is_given_to_another_and_the_rest_stays(tmp_path: Path) -> None:
    before = told(read(tmp_path))
    after = told(
        read(
            tmp_path,
            "voices: [{name: Ben Low, attitude: rebuts}]",
            "spoken:",
            "  - {words: Nobody knocks twice., by: Ben Low}",
            "  - {words: A door is only a wall with hinges., by: Cy Day}",
            "  - {words: Doors are dear., by: nobody}",
        )
    )
    changed = [(new, old) for new, old in zip(after, before, strict=True) if new != old]
    assert changed == [
        (
            ("Nobody knocks twice.", "Ben Low", "rebuts"),
            ("Nobody knocks twice.", "Ann Poe", "endorses"),
        ),
        (
            ("A door is only a wall with hinges.", "Cy Day", "reports"),
            ("A door is only a wall with hinges.", None, "reports"),
        ),
        (("Doors are dear.", None, "reports"), ("Doors are dear.", "Jane Roe", "own")),
    ]


def test_what_is_given_back_to_the_author_is_one_sentence_with_the_words_around(
    tmp_path: Path,
) -> None:
    essay = read(tmp_path, "spoken: [{words: A door is only a wall with hinges., by: author}]")
    assert ("Critics say: “A door is only a wall with hinges.”", "Jane Roe", "own") in told(essay)


def test_a_known_voice_keeps_the_attitude_it_has_elsewhere(tmp_path: Path) -> None:
    essay = read(tmp_path, "spoken: [{words: Doors are dear., by: Ann Poe}]")
    assert ("Doors are dear.", "Ann Poe", "endorses") in told(essay)


def test_words_that_stand_twice_are_told_apart_by_their_place(tmp_path: Path) -> None:
    essay = read(tmp_path, "spoken: [{words: So be it., by: Ann Poe, place: 2}]")
    assert [name for words, name, _ in told(essay) if words == "So be it."] == [
        "Jane Roe",
        "Ann Poe",
    ]


def test_the_last_word_prevails(tmp_path: Path) -> None:
    spoken = "spoken: [{words: I agree., by: nobody}, {words: I agree., by: Ann Poe}]"
    assert ("I agree.", "Ann Poe", "endorses") in told(read(tmp_path, spoken))


def test_what_its_owner_has_settled_is_not_reported_as_open(tmp_path: Path) -> None:
    def open_() -> list[str]:
        folder = read_folder(tmp_path, Settings())
        return [
            voice.text for voice in uncertain_voices(analyse_folder(tmp_path, Settings()), folder)
        ]

    written(tmp_path)
    assert len(open_()) == 1
    words = "A door is only a wall with hinges."
    written(
        tmp_path,
        f"spoken: [{{words: {words}, by: Cy Day}}, {{words: I agree., by: nobody}}]",
    )
    assert open_() == []


@pytest.mark.parametrize(
    ("spoken", "says"),
    [
        (
            "[{words: A window is a promise., by: Ann Poe}]",
            "“A window is a promise.” does not stand in",
        ),
        ("[{words: So be it., by: Ann Poe}]", "stand more than once"),
        ("[{words: So be it., by: Ann Poe, place: 3}]", "does not stand in 3 places"),
        ("[{words: So be it., by: Ann Poe, place: second}]", "`place` is no number"),
        ("[{words: So be it.}]", "`by` is missing"),
        ("[{words: Gates, by: author}]", "does not stand in the text"),  # a heading is nobody's
        ("[{words: So be it., from: Ann Poe}]", "unknown key `from`"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_a_remedy(
    tmp_path: Path, spoken: str, says: str
) -> None:
    with pytest.raises(CorpusError, match=says) as raised:
        read(tmp_path, f"spoken: {spoken}")
    assert "roe.md:3" in raised.value.message or "line 3" in raised.value.message
    assert raised.value.hint
