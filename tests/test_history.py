from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import DebateError, Fault, UserError
from assistant.history import Feedback, History, open_history
from assistant.history.drafts import as_jsonl, draft_cases
from assistant.settings import Settings
from assistant.ui.stored import read_answer, read_shown

ANSWER = {
    "schema": 1,
    "status": "answered",
    "text": "Ford said “a faster horse” [1]",
    "citations": [
        {"number": 1, "essay": "kalehoff", "voice": "Henry Ford", "quote": "a faster horse"}
    ],
    "roll_call": [{"essay": "kalehoff", "author": "Max Kalehoff", "position": "product"}],
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return Settings(data_dir=tmp_path)


@pytest.fixture
def history(settings: Settings) -> Iterator[History]:
    opened = open_history(settings)
    yield opened
    opened.close()


def ask(history: History, visitor: str, question: str, conversation: str | None = None) -> str:
    conversation, turn = history.begin_turn(visitor, conversation, question)
    history.complete_turn(visitor, turn, ANSWER, {"1": {"short": "Kalehoff"}})
    return conversation


def test_answers_come_back_exactly_after_a_restart(settings: Settings) -> None:
    with closing(open_history(settings)) as before:
        conversation = ask(before, "ann", "Who wanted a faster horse?")
    with closing(open_history(settings)) as after:
        (turn,) = after.turns("ann", conversation)
    assert turn.question == "Who wanted a faster horse?"
    assert turn.answer == ANSWER
    assert turn.shown == {"1": {"short": "Kalehoff"}}


OF_VERSION_0_1 = """
CREATE TABLE conversations (id VARCHAR(32) NOT NULL, visitor VARCHAR(64) NOT NULL,
    title VARCHAR(200) NOT NULL, created DATETIME NOT NULL, updated DATETIME NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE turns (id VARCHAR(32) NOT NULL, conversation VARCHAR(32) NOT NULL,
    place INTEGER NOT NULL, question TEXT NOT NULL, answer JSON, shown JSON NOT NULL,
    asked_with JSON NOT NULL, words TEXT NOT NULL, created DATETIME NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(conversation) REFERENCES conversations (id) ON DELETE CASCADE);
INSERT INTO conversations VALUES ('c', 'ann', 'Weather?', '2026-11-22 08:00:00.000000',
    '2026-11-22 08:00:00.000000');
INSERT INTO turns VALUES ('t', 'c', 0, 'Weather?', '{"schema": 1, "id": "14327ac13717eda2",
    "question": "Weather?", "standalone_question": "Weather?", "status": "refused",
    "text": "None of the essays speaks of it.", "reason": "not_in_essays", "statements":
    [{"text": "None of the essays speaks of it.", "layer": "assistant", "citations": [],
    "part": "", "side": null}], "citations": [], "roll_call": [],
    "gate": {"checked": 1, "failures": []}, "writer": "quoting", "suggestions": [],
    "timings_ms": {"total": 48.3}}', '{"citations": [], "steps": ["Reading"]}',
    '{"without": []}', 'Weather?', '2026-11-22 08:00:00.000000');
"""


def test_conversations_of_version_0_1_open_and_go_on(settings: Settings) -> None:
    with closing(sqlite3.connect(settings.data_dir / "conversations.sqlite3")) as database:
        database.executescript(OF_VERSION_0_1)
    with closing(open_history(settings)) as history:
        assert [c.title for c in history.conversations("ann", "weather")] == ["Weather?"]
        (turn,) = history.turns("ann", "c")
        assert turn.answer is not None
        answer = read_answer(turn.answer)
        assert answer.text == answer.statements[0].text == "None of the essays speaks of it."
        assert read_shown(turn.shown) == {}
        assert history.share("ann", "c")  # a table that 0.1 did not have
        assert history.begin_turn("ann", "c", "And Mark?")[0] == "c"


def spoil(settings: Settings, statement: str) -> None:
    with closing(sqlite3.connect(settings.data_dir / "conversations.sqlite3")) as database:
        database.execute(statement)
        database.commit()


@pytest.mark.parametrize(
    "change",
    [
        "answer = '{\"torn'",
        "answer = '[1, 2]'",
        "shown = 'null'",
        "asked_with = 'no json'",
        "shown = x'ff'",
    ],
)
def test_one_bad_row_hides_no_other(settings: Settings, history: History, change: str) -> None:
    conversation = ask(history, "ann", "one")
    for question in ("two", "three"):
        ask(history, "ann", question, conversation)
    spoil(settings, f"UPDATE turns SET {change} WHERE question = 'two'")
    turns = history.turns("ann", conversation)
    assert [turn.damaged for turn in turns] == [False, True, False]
    assert [turn.answer for turn in turns] == [ANSWER, None, ANSWER]
    assert turns[2].question == "three"


def test_a_conversation_with_a_bad_date_hides_no_other(
    settings: Settings, history: History
) -> None:
    bad, good = ask(history, "ann", "one"), ask(history, "ann", "two")
    spoil(settings, f"UPDATE conversations SET updated = 'yesterday' WHERE id = '{bad}'")
    found = {one.id: one.title for one in history.conversations("ann")}
    assert found[good] == "two"
    assert found[bad] == "A damaged conversation"
    assert [turn.question for turn in history.turns("ann", bad)] == ["one"]
    history.delete("ann", bad)
    assert [one.id for one in history.conversations("ann")] == [good]


def test_damaged_pages_are_said_in_words(settings: Settings) -> None:
    with closing(open_history(settings)) as before:
        for number in range(60):
            conversation = ask(before, "ann", f"question {number}")
    path = settings.data_dir / "conversations.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with closing(open_history(settings)) as after:
        for read in (
            lambda: after.conversations("ann"),
            lambda: after.turns("ann", conversation),
            lambda: after.begin_turn("ann", None, "q"),
        ):
            with pytest.raises(Fault, match="damaged") as raised:
                read()
            assert "move the file away" in raised.value.hint


def test_a_file_that_is_no_database_is_said_to_be_none(settings: Settings) -> None:
    (settings.data_dir / "conversations.sqlite3").write_bytes(b"not a database at all" * 500)
    with pytest.raises(DebateError, match=r"no database|cannot be opened"):
        open_history(settings)


def test_a_shared_conversation_is_read_by_its_link_alone(history: History) -> None:
    conversation = ask(history, "ann", "one")
    assert history.link_of("ann", conversation) is None
    assert history.share("bob", conversation) is None
    token = history.share("ann", conversation)
    assert token is not None
    assert history.share("ann", conversation) == token
    found = history.shared(token)
    assert found is not None
    assert [turn.question for turn in found[1]] == ["one"]
    assert history.link_of("bob", conversation) is None
    history.unshare("bob", conversation)
    assert history.shared(token) is not None
    history.unshare("ann", conversation)
    assert history.shared(token) is None
    again = history.share("ann", conversation)
    assert again not in (None, token)
    history.delete("ann", conversation)
    assert history.shared(again or "") is None


def test_turns_keep_their_order_and_their_company(history: History) -> None:
    conversation = ask(history, "ann", "one")
    for question in ("two", "three"):
        assert ask(history, "ann", question, conversation) == conversation
    assert [t.question for t in history.turns("ann", conversation)] == ["one", "two", "three"]


def test_a_stopped_answer_is_remembered_as_unanswered(history: History) -> None:
    conversation, _ = history.begin_turn("ann", None, "slow?", {"without": ["mark"]})
    (turn,) = history.turns("ann", conversation)
    assert turn.answer is None
    assert turn.asked_with == {"without": ["mark"]}


def test_nobody_reaches_another_visitors_conversation(history: History) -> None:
    conversation = ask(history, "ann", "mine")
    (turn,) = history.turns("ann", conversation)
    assert history.conversations("bob") == []
    assert history.conversation("bob", conversation) is None
    assert history.turns("bob", conversation) == []
    history.rename("bob", conversation, "stolen")
    history.drop_from("bob", turn.id)
    history.complete_turn("bob", turn.id, {"text": "forged"}, {})
    history.feedback.give("bob", turn.id, Feedback(helpful=False))
    history.delete("bob", conversation)
    history.visitors.forget("bob")
    assert history.turns("ann", conversation) == [turn]
    assert [c.title for c in history.conversations("ann")] == ["mine"]
    assert history.feedback.of("ann", conversation) == {}
    assert history.feedback.of("bob", conversation) == {}


def test_asking_in_anothers_conversation_begins_a_new_one(history: History) -> None:
    conversation = ask(history, "ann", "mine")
    assert ask(history, "bob", "yours", conversation) != conversation
    assert len(history.turns("ann", conversation)) == 1


def test_ids_are_long_and_never_repeat(history: History) -> None:
    ids = {ask(history, "ann", "again") for _ in range(50)}
    assert len(ids) == 50
    assert min(len(one) for one in ids) >= 21


def test_search_looks_through_titles_questions_and_answers(history: History) -> None:
    horses = ask(history, "ann", "What did people want?")
    other, turn = history.begin_turn("ann", None, "100% sure?")
    history.complete_turn("ann", turn, {**ANSWER, "text": "nothing of the kind"}, {})
    assert [c.id for c in history.conversations("ann", "FASTER people")] == [horses]
    assert [c.id for c in history.conversations("ann", "100%")] == [other]
    assert history.conversations("ann", "_aster") == []  # no wildcards
    assert history.conversations("bob", "faster") == []
    history.rename("ann", other, "Certainty")
    assert [c.id for c in history.conversations("ann", "certainty")] == [other]


def test_rename_delete_and_latest_first(history: History) -> None:
    first = ask(history, "ann", "first")
    second = ask(history, "ann", "second")
    assert [c.id for c in history.conversations("ann")] == [second, first]
    ask(history, "ann", "first again", first)
    assert [c.id for c in history.conversations("ann")] == [first, second]
    history.rename("ann", first, "  A   better name ")
    history.rename("ann", second, "   ")
    assert {c.title for c in history.conversations("ann")} == {"A better name", "second"}
    history.delete("ann", first)
    assert [c.id for c in history.conversations("ann")] == [second]
    assert history.turns("ann", first) == []


def test_asking_again_replaces_a_turn_and_what_followed(history: History) -> None:
    conversation = ask(history, "ann", "one")
    for question in ("two", "three"):
        ask(history, "ann", question, conversation)
    history.drop_from("ann", history.turns("ann", conversation)[1].id)
    ask(history, "ann", "two, put better", conversation)
    assert [t.question for t in history.turns("ann", conversation)] == ["one", "two, put better"]


def test_long_questions_are_cut_to_a_title_at_a_word(history: History) -> None:
    conversation = history.conversation("ann", ask(history, "ann", "word " * 60))
    assert conversation is not None
    assert conversation.title.endswith("word …")
    assert len(conversation.title) <= 82


def test_feedback_is_kept_with_the_answer_and_replaced(history: History) -> None:
    conversation = ask(history, "ann", "one")
    (turn,) = history.turns("ann", conversation)
    history.feedback.give("ann", turn.id, Feedback(helpful=True))
    history.feedback.give("ann", turn.id, Feedback(False, ("wrong_speaker",), "It was Gord."))
    assert history.feedback.of("ann", conversation) == {
        turn.id: Feedback(False, ("wrong_speaker",), "It was Gord.")
    }
    history.drop_from("ann", turn.id)
    assert history.feedback.of("ann", conversation) == {}


def test_feedback_becomes_draft_cases(history: History) -> None:
    conversation = ask(history, "ann", "one")
    ask(history, "ann", "two", conversation)
    good, bad = history.turns("ann", conversation)
    history.feedback.give("ann", good.id, Feedback(helpful=True))
    history.feedback.give("ann", bad.id, Feedback(False, ("missed_view",), "Where is Mark?"))
    right, wrong = draft_cases(history.feedback.judged("ann"))
    assert right["question"] == "one"
    assert right["history"] == []
    assert right["nuggets"][0]["any_of"] == [
        {"essay": "kalehoff", "voice": "Henry Ford", "evidence": "a faster horse"}
    ]
    assert right["roll_call"] == {"kalehoff": "product"}
    assert wrong["history"] == ["one"]
    assert wrong["nuggets"] == []
    assert wrong["roll_call"] is None
    assert wrong["draft"]["faults"] == ["missed_view"]
    assert wrong["draft"]["note"] == "Where is Mark?"
    assert as_jsonl([right, wrong]).count("\n") == 2
    assert history.feedback.judged("bob") == []


def test_a_visitors_settings_and_leaving(history: History) -> None:
    assert history.visitors.settings("ann") == {}
    history.visitors.set("ann", {"business": "bakery"})
    history.visitors.set("bob", {"business": "bank"})
    conversation = ask(history, "ann", "one")
    kept = ask(history, "bob", "one")
    history.visitors.forget("ann")
    assert history.visitors.settings("ann") == {}
    assert history.turns("ann", conversation) == []
    assert history.visitors.settings("bob") == {"business": "bank"}
    assert len(history.turns("bob", kept)) == 1


def test_twenty_visitors_at_once_mix_nothing_up(history: History) -> None:
    failures: list[BaseException] = []

    def visit(visitor: str) -> None:
        try:
            conversation: str | None = None
            for number in range(5):
                question = f"{visitor} asks {number}"
                conversation, turn = history.begin_turn(visitor, conversation, question)
                history.complete_turn(visitor, turn, {"text": question}, {})
                history.conversations(visitor)
            assert conversation is not None
            turns = history.turns(visitor, conversation)
            assert [t.answer for t in turns] == [{"text": t.question} for t in turns]
            assert [t.question for t in turns] == [f"{visitor} asks {n}" for n in range(5)]
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=visit, args=(f"visitor-{n}",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize(
    "address", ["nonsense", "sqlite:////no/such/folder/x.sqlite3", "postgresql://[::1/x"]
)
def test_a_bad_address_is_the_users_mistake(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(UserError, match=r"DATABASE_URL|cannot be opened") as raised:
        open_history(Settings(data_dir=settings.data_dir))
    assert "DATABASE_URL" in raised.value.hint


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("postgres://u:secret@127.0.0.1/chats", "postgres://", "postgresql://"),
        ("oracle+nonesuch://u:secret@127.0.0.1/chats", "kind of database", "DATABASE_URL"),
    ],
)
def test_an_address_that_is_nearly_right_is_told_what_is_missing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, address: str, message: str, hint: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(UserError) as raised:
        open_history(Settings(data_dir=settings.data_dir))
    assert message in raised.value.message and hint in raised.value.hint
    assert "secret" not in str(raised.value)


def test_postgres_without_its_driver_names_the_driver(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:secret@127.0.0.1/chats")
    with pytest.raises(UserError, match="driver") as raised:
        open_history(Settings(data_dir=settings.data_dir))
    assert "pip install 'psycopg[binary]'" in raised.value.hint


def test_an_empty_address_is_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", " ")
    with closing(open_history(Settings(data_dir=settings.data_dir))) as history:
        ask(history, "ann", "one")
    assert (settings.data_dir / "conversations.sqlite3").is_file()


def test_database_url_names_another_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{elsewhere}")
    with closing(open_history(Settings(data_dir=tmp_path / "data"))) as history:
        ask(history, "ann", "one")
    assert elsewhere.is_file()
    assert not (tmp_path / "data").exists()
