"""The pages, driven without a browser: what a visitor does, and what is kept of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.history import open_history
from assistant.settings import Settings
from assistant.ui import bring_reading
from assistant.ui.engine import engine_for
from ingest.essays import analyse_folder

APP = str(Path(__file__).resolve().parent.parent / "streamlit_app.py")
QUESTION = "How is Apple used as an example?"

NewApp = Callable[[], AppTest]


@pytest.fixture
def new_app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewApp]:
    """Makes apps over the indexed essays; each is another visitor, for it has no cookie."""
    monkeypatch.setenv("DEBATE_DATA_DIR", str(settings.data_dir))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def make() -> AppTest:
        return AppTest.from_file(APP, default_timeout=60)

    yield make
    engine_for(settings).history.close()


@pytest.fixture
def app(new_app: NewApp) -> AppTest:
    return new_app().run()


def ask(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def pages(app: AppTest) -> str:
    return "\n".join(html.body for html in app.html if not html.body.startswith("<style"))


def button(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def test_the_first_screen_needs_no_key_and_no_reading(app: AppTest) -> None:
    assert not app.exception
    shown = pages(app)
    assert "The Debate · five essays" in shown
    title = "Should my business be product-focused or customer-focused?"
    assert title in re.sub("<[^>]+>", "", shown)
    for author in ("Max Kalehoff", "Muliadi Jeo", "Mark"):
        assert author in shown
    assert shown.count("The unsigned essay") == shown.count("The glossary essay") == 1
    assert "contrarian" in shown
    assert len(app.pills[0].options) == 4
    assert title not in app.pills[0].options
    assert app.chat_input[0].placeholder == "Ask the essays"


def test_a_visitor_learns_once_where_questions_go(
    new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBATE_WRITER", "openai:unheard-of")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    app = new_app().run()
    told = [warning.value for warning in app.warning]
    assert len(told) == 1 and "leave this machine: they go to openai" in told[0]
    ask(app, QUESTION)
    assert [warning.value for warning in app.warning] == told
    assert not app.run().warning


def test_a_question_gets_an_answer_and_an_address(app: AppTest) -> None:
    ask(app, QUESTION)
    assert QUESTION in pages(app)
    assert "Citation 1:" in pages(app)
    assert len(app.query_params["chat"]) >= 21
    assert "At the table" not in pages(app)


def test_a_starter_asks_itself(app: AppTest) -> None:
    app.pills[0].set_value("How is Apple used as an example?").run()
    assert not app.exception
    assert "Citation 1:" in pages(app)


def test_an_answer_is_shown_again_exactly_as_it_was(app: AppTest) -> None:
    ask(app, QUESTION)
    before = pages(app)
    app.run()
    assert pages(app) == before


def test_a_follow_up_stands_below_and_leans_on_what_was_said(app: AppTest) -> None:
    ask(app, "What does Gord Hotchkiss say about customer research?")
    ask(app, "And what would Muliadi Jeo say to that?")
    shown = pages(app)
    assert shown.index("Gord Hotchkiss say about") < shown.index("And what would Muliadi Jeo")
    assert "Muliadi Jeo, author of" in shown


def test_a_refusal_offers_questions_that_work(app: AppTest) -> None:
    ask(app, "What is the capital of Mongolia?")
    assert "d-refused" in pages(app)
    offered = app.pills[0]
    assert offered.label == "Questions that work"
    works = offered.options[0].replace("\\", "")
    offered.set_value(works).run()
    assert not app.exception
    assert works.split()[0] in pages(app)
    assert pages(app).count("<h2") == 2


def test_asking_differently_replaces_the_turn(app: AppTest) -> None:
    ask(app, QUESTION)
    assert "Ask again" not in [b.label for b in app.button]  # it would be the same answer
    ask(app, "Who mentions Amazon?")
    (edited,) = [area for area in app.text_area if (area.key or "").startswith("edited-")]
    assert edited.value == "Who mentions Amazon?"
    edited.set_value("Who mentions Samsung?")
    button(app, "Ask this instead")
    shown = pages(app)
    assert "Who mentions Samsung?" in shown
    assert "Who mentions Amazon?" not in shown
    assert QUESTION in shown


def test_another_form_is_a_new_short_turn(app: AppTest) -> None:
    ask(app, "Should my business be product-focused or customer-focused?")
    button(app, "As bullets")
    shown = pages(app)
    assert shown.count("<h2") == 2
    assert "As a bullet list." in shown
    assert shown.count("d-roll-call") == 1


def test_the_form_of_an_earlier_answer_is_that_answers(app: AppTest) -> None:
    ask(app, "What do the essays say about loyalty?")
    ask(app, "Who mentions Samsung?")
    first = next(b for b in app.button if b.label == "As bullets")
    first.click().run()
    assert not app.exception
    assert "loyalty" in app.html[-1].body or "loyalty" in pages(app).rpartition("<h2")[2]
    assert "Samsung" not in pages(app).rpartition("<h2")[2].partition("d-how")[0]


def test_one_sentence_has_no_other_form_and_a_form_not_itself(app: AppTest) -> None:
    ask(app, "What do the essays say about loyalty?")
    button(app, "As a table")
    offered = [b.label for b in app.button]
    assert offered.count("As bullets") == 2
    assert offered.count("As a table") == 1
    of_the_table = [b for b in app.button if b.label == "As bullets"][-1]
    of_the_table.click().run()
    listed = pages(app).rpartition("<h2")[2].partition("<pre")[0]
    assert listed.count("<li") > 1
    assert "|" not in listed
    ask(app, "What does Gord Hotchkiss say about customer research?")
    assert [b.label for b in app.button].count("Shorter") == 3


def test_one_question_back_goes_into_the_next_answer(app: AppTest) -> None:
    ask(app, "Should my business be product-focused or customer-focused?")
    assert "what do you sell, who pays for it" in pages(app)
    (area,) = [area for area in app.text_area if area.label == "Your answer"]
    area.set_value("We sell payroll to bakeries, and few come back.")
    button(app, "Save and ask again")
    newest = pages(app).rpartition("<h2")[2]
    assert "For your business" in newest
    assert "Nearest to your business" in newest
    assert "what do you sell" not in newest
    told = [area.value for area in app.text_area if area.label == "In your own words"]
    assert told == ["We sell payroll to bakeries, and few come back."]


def test_the_other_side_is_one_click_away(app: AppTest) -> None:
    ask(app, "Should my business be product-focused or customer-focused?")
    button(app, "Other side")
    shown = pages(app)
    assert "What is the strongest case for product focus?" in shown
    assert shown.count("<h2") == 2


def test_a_question_that_is_too_long_is_kept_to_be_shortened(app: AppTest) -> None:
    text = "Why is that so? " * 600
    ask(app, text)
    (area,) = [area for area in app.text_area if area.key == "overlong-text"]
    assert area.value == text.strip()
    assert "9,599 characters" in pages(app)
    area.set_value(QUESTION)
    button(app, "Ask this")
    assert "Citation 1:" in pages(app)


def test_another_visitor_sees_nothing_of_it(new_app: NewApp) -> None:
    mine = ask(new_app().run(), QUESTION)
    conversation = mine.query_params["chat"]
    theirs = new_app()
    theirs.query_params["chat"] = conversation
    theirs.run()
    shown = pages(theirs)
    assert "There is no such conversation here" in shown
    assert "Citation 1:" not in shown
    assert "chat" not in theirs.query_params
    assert not any("Apple" in b.label for b in theirs.button)


def test_conversations_are_listed_found_renamed_and_deleted(app: AppTest) -> None:
    ask(app, QUESTION)
    first = app.query_params["chat"]
    button(app, "New conversation")
    assert "At the table" in pages(app)
    ask(app, "Who mentions Samsung?")
    titles = {b.key: b.label for b in app.button if (b.key or "").startswith("open-")}
    assert len(titles) == 2
    app.text_input(key="search-conversations").set_value("Nike ecosystems").run()
    assert [b.key for b in app.button if (b.key or "").startswith("open-")] == [f"open-{first}"]
    app.text_input(key=f"title-{first}").set_value("Apples").run()
    app.text_input(key="search-conversations").set_value("").run()
    assert app.button(key=f"open-{first}").label == "Apples"
    app.button(key=f"open-{first}").click().run()
    assert QUESTION in pages(app)
    app.button(key=f"delete-{first}").click().run()
    assert QUESTION not in pages(app)
    assert "At the table" in pages(app)


def test_my_business_is_remembered_and_taken_into_account(app: AppTest) -> None:
    told = "We sell payroll to bakeries; few come back."
    next(a for a in app.text_area if a.label == "In your own words").set_value(told)
    button(app, "Save")
    assert f"“{told}”" in pages(app)
    ask(app, "What should I focus on?")
    assert "For your business" in pages(app)
    (switch,) = app.toggle
    switch.set_value(False).run()
    ask(app, "Who mentions Samsung?")
    assert pages(app).count("For your business") == 1
    assert next(a for a in app.text_area if a.label == "In your own words").value == told


def test_judging_an_answer_is_kept(app: AppTest, settings: Settings) -> None:
    ask(app, QUESTION)
    conversation = app.query_params["chat"]
    app.feedback[0].set_value(0).run()
    (fault,) = [c for c in app.checkbox if c.label == "Wrong speaker"]
    fault.check()
    button(app, "Send")
    visitor = visitor_of(app)
    history = open_history(settings)
    (said,) = history.feedback.of(visitor, conversation).values()
    history.close()
    assert said.helpful is False
    assert said.faults == ("wrong_speaker",)


def visitor_of(app: AppTest) -> str:
    import hashlib

    secret: str = app.session_state["visitor_secret"]
    return hashlib.sha256(secret.encode()).hexdigest()


def test_the_secret_itself_is_stored_nowhere(app: AppTest, settings: Settings) -> None:
    ask(app, QUESTION)
    secret: str = app.session_state["visitor_secret"]
    assert len(secret) >= 40
    for path in settings.data_dir.glob("conversations.sqlite3*"):
        assert secret.encode() not in path.read_bytes()


def test_a_conversation_can_be_taken_along(app: AppTest) -> None:
    ask(app, QUESTION)
    kinds = {b.label for b in app.download_button}
    assert {"Markdown, to read", "JSON, to process"} <= kinds


def test_a_faulty_database_address_is_said_in_words(
    app: AppTest, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "nonsense")
    broken = new_app().run()
    assert not broken.exception
    assert "The debate cannot be opened" in pages(broken)
    assert "DATABASE_URL" in pages(broken)


def test_essays_are_read_with_their_voices(new_app: NewApp) -> None:
    app = new_app().run()
    app.query_params["essay"] = "kalehoff"
    app.query_params["from"] = "300"
    app.query_params["to"] = "340"
    open_page(app, "essays")
    shown = pages(app)
    assert "Gord Hotchkiss, quoted with approval" in shown
    assert '<mark id="span"' in shown
    assert "Max Kalehoff" in shown


def open_page(app: AppTest, path: str) -> None:
    """What a click on the navigation does; AppTest knows pages by file only."""
    from streamlit.util import calc_hash

    app._page_hash = calc_hash(path)
    app.run()
    assert not app.exception


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("essays", "The essays"),
        ("check", "Check a claim"),
        ("shared", "There is nothing behind this link"),
        ("map", "The map of the debate"),
        ("bring", "Bring an essay to the table"),
        ("settings", "Who writes the answers"),
        ("evals", "How good the answers are"),
    ],
)
def test_every_page_opens(app: AppTest, path: str, says: str) -> None:
    open_page(app, path)
    assert says in pages(app)


def test_a_model_is_named_where_a_key_is_set_and_ollama_is_looked_for_once(
    new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    def look() -> list[str]:
        looks.append(1)
        return ["ollama:qwen3:8b"]

    monkeypatch.setattr("assistant.writers.model.connection.local_models", look)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    st.cache_data.clear()
    app = new_app()
    open_page(app, "settings")
    assert any("qwen3" in option for option in app.radio[0].options)
    (named,) = app.text_input
    assert "openai" in named.label
    named.set_value("nobody:some").run()
    assert "openai:MODEL" in pages(app)
    named.set_value("openai:gpt-x").run()
    assert "openai:gpt-x" in str(app.radio[0].value)
    assert "they go to" in app.warning[0].value
    assert looks == [1]
    st.cache_data.clear()


def test_a_brought_essay_is_read_into_points_where_a_model_writes(
    new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reader:
        """Stands for the chat model: it writes the file that a reading is kept in."""

        def __init__(self, corpus: Path, writer: str, settings: Settings) -> None:
            self.folder = corpus / "points"

        def read(self, slug: str, progress: Callable[[str, int, int], None]) -> None:
            progress(slug, 1, 1)
            (self.folder / f"{slug}.yaml").write_text(
                "gist: Ship it.\npoints:\n  - quote: A maker should put the product first.\n"
                "    says: Makers do well to begin with the product.\n    role: thesis\n"
                "    asks: [what comes first, product or customers, where do makers begin,"
                " what should I build first, is the product first]\n",
                encoding="utf-8",
            )

    monkeypatch.setattr("ingest.reading.reader.Reader", Reader)
    monkeypatch.setattr(bring_reading, "analyse_apart", lambda analyse, *of: analyse(*of))
    monkeypatch.setenv("DEBATE_WRITER", "openai:scripted")
    app = new_app()
    app.default_timeout = 240  # two indexes are built
    open_page(app, "bring")
    (area,) = [area for area in app.text_area if area.label == "Or paste the text"]
    area.set_value("# Ship it\n\nA maker should put the product first. Customers follow.\n")
    button(app, "Read it")
    button(app, "Have openai\\:scripted read its points")
    shown = pages(app)
    assert "read into 1 point" in shown
    assert "Makers do well to begin with the product." in shown
    button(app, "Discard")
    assert "Makers do well" not in pages(app)


def test_a_sentence_is_given_to_another_speaker_one_by_one(
    new_app: NewApp, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bring_reading, "analyse_apart", lambda analyse, *of: analyse(*of))
    app = new_app()
    app.default_timeout = 240  # two indexes are built
    open_page(app, "bring")
    (area,) = [area for area in app.text_area if area.label == "Or paste the text"]
    area.set_value(
        "# Ship it\n\nA maker should put the product first. Ship it.\n\n"
        "Critics say: “A customer is never wrong.” Ann Poe wrote: “Bread is dear.” Ship it.\n"
    )
    button(app, "Read it")

    def whose() -> list[str]:
        return list(app.button_group(key="bring-speaker").options)

    def give(words: str, by: str) -> None:
        box = next(box for box in app.selectbox if words in box.label)
        box.set_value(by).run()
        assert not app.exception

    assert whose() == ["The author · 5", "Speaker unclear · 1", "Ann Poe · 1"]
    give("A customer is never wrong", "Ann Poe")
    assert whose() == ["The author · 5", "Ann Poe · 2"]
    app.button_group(key="bring-speaker").set_value("author").run()
    last = [box for box in app.selectbox if "Ship it" in box.label][-1]
    last.set_value("nobody").run()
    assert whose() == ["The author · 4", "Ann Poe · 2", "Speaker unclear · 1"]
    app.radio[0].set_value("product")
    button(app, "Put it on the table")
    assert "Take it away" in [b.label for b in app.button]
    folder = settings.data_dir / "visitors" / visitor_of(app)[:32] / "debate"
    essay = analyse_folder(folder, settings).essays[-1]
    told = [(essay.quote(s), s.voice.name, s.voice.role) for s in essay.sentences]
    assert ("A customer is never wrong.", "Ann Poe", "quoted") in told
    assert [one for one in told if one[0] == "Ship it."] == [
        ("Ship it.", None, "author"),
        ("Ship it.", None, "uncertain"),
    ]


def test_everything_of_a_visitor_can_be_deleted(app: AppTest, settings: Settings) -> None:
    ask(app, QUESTION)
    conversation = app.query_params["chat"]
    visitor = visitor_of(app)
    open_page(app, "settings")
    app.button(key="forget").click().run()
    history = open_history(settings)
    assert history.turns(visitor, conversation) == []
    assert history.conversations(visitor) == []
    history.close()


def test_stored_answers_are_schema_1(app: AppTest, settings: Settings) -> None:
    ask(app, QUESTION)
    history = open_history(settings)
    (turn,) = history.turns(visitor_of(app), app.query_params["chat"])
    history.close()
    assert turn.answer is not None
    assert turn.answer["schema"] == 1
    assert turn.answer["question"] == QUESTION
    assert json.loads(json.dumps(turn.shown)) == turn.shown


@pytest.mark.parametrize(
    ("address", "wanted", "offered"),
    [
        ("127.0.0.1", None, True),
        ("0.0.0.0", None, False),
        ("0.0.0.0", "true", True),
        ("127.0.0.1", "false", False),
    ],
)
def test_the_evals_are_the_owners(
    monkeypatch: pytest.MonkeyPatch, address: str, wanted: str | None, offered: bool
) -> None:
    import streamlit as st

    from streamlit_app import evals_offered

    if wanted:
        monkeypatch.setenv("DEBATE_EVALS_PAGE", wanted)
    monkeypatch.setattr(st, "get_option", lambda _: address)
    assert evals_offered() is offered
