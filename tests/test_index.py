"""The index on disk: what is stored is what was analysed, versions, staleness, damage."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.checking.command import check_lines
from assistant.chroma_store import ChromaStore
from assistant.debate import open_debate
from assistant.domain import (
    Block,
    Debate,
    Essay,
    ListedVoice,
    Point,
    Sentence,
    Side,
    Voice,
)
from assistant.errors import Fault, IndexMissing, UserError
from assistant.history import open_history
from assistant.index import Index, open_index
from assistant.index_files import POINT_WORDS_FOLDER, write_digests
from assistant.index_folder import POINTER, VERSIONS, index_folder, ingest_command
from assistant.points import vector_texts
from assistant.settings import CHECKOUT, Settings
from assistant.stored_debate import pack_debate, unpack_debate
from ingest.doctor import check_index
from ingest.essays import analyse_folder
from ingest.indexing import build_index
from ingest.versions import start_version

DEBATE = """\
question: Is tea better than coffee?
sides:
  - {id: tea, label: Tea, statement: Tea is better than coffee.}
  - {id: coffee, label: Coffee, statement: Coffee is better than tea.}
"""
ESSAYS = {
    "leaf.md": "---\nauthor: Ann Leaf\nposition: tea\n---\n\n# Leaves\n\n"
    "Tea is calm. Coffee shakes the hand.\n",
    "bean.md": "---\nauthor: Ben Bean\nposition: coffee\n---\n\n# Beans\n\n"
    "Coffee wakes a city. Tea only warms it.\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A debate folder of two tiny essays."""
    folder = tmp_path / "Tea & coffee"
    (folder / "essays").mkdir(parents=True)
    (folder / "debate.yaml").write_text(DEBATE, encoding="utf-8")
    for name, text in ESSAYS.items():
        (folder / "essays" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def ask(index: Index, question: str, k: int = 1) -> list[str]:
    vector = index.embedder.encode_query([question])[0]
    return [index.rows[hit.row].text for hit in index.store.nearest("sentences", vector, k)]


def test_it_holds_exactly_what_was_analysed(index: Index, settings: Settings) -> None:
    assert index.debate == analyse_folder(settings.corpus, settings)


def test_rows_are_the_sentences_in_the_debates_order(index: Index) -> None:
    expected = [
        essay.quote(sentence) for essay in index.debate.essays for sentence in essay.sentences
    ]
    assert [row.text for row in index.rows] == expected
    assert index.info.sentences == len(expected) == len(index.sentence_vectors)
    for number, row in enumerate(index.rows):
        assert index.row_of(row.essay.slug, row.number) == number


def test_vectors_are_the_models_and_of_length_one(index: Index) -> None:
    for vectors in (index.sentence_vectors, index.point_vectors):
        assert vectors.dtype == np.float32
        assert vectors.shape[1] == index.info.dimension == 384
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(vectors)), abs=1e-5)
    texts = [text for row in index.points[:5] for _, text in vector_texts(row)]
    again = index.embedder.encode_document(texts)
    assert np.abs(again - index.point_vectors[: len(texts)]).max() < 1e-5


def test_chroma_and_the_arrays_agree(index: Index) -> None:
    question = index.embedder.encode_query([index.debate.question])[0]
    for level, vectors in (
        ("sentences", index.sentence_vectors),
        ("points", index.point_vectors),
    ):
        hits = index.store.nearest(level, question, 20)  # type: ignore[arg-type]
        similarity = vectors @ question
        assert {hit.row for hit in hits} == set(np.argsort(-similarity)[:20].tolist())
        for hit in hits:
            assert hit.similarity == pytest.approx(similarity[hit.row], abs=1e-5)


def test_a_debate_survives_storing_exactly() -> None:
    voice, other = Voice("Ann"), Voice(None, "uncertain", "reports")
    essay = Essay(
        "a-slug",
        "Ünicode “title”",
        "Text 🚲 here.\n\nMore.",
        author=None,
        date="2020",
        position="tea",
        position_is_proposed=True,
        thesis=(0, 12),
        listed_voices=(ListedVoice("Ann", "rebuts"), ListedVoice("Ben")),
        blocks=(Block("heading", 0, 4, 2), Block("quote", 5, 9)),
        sentences=(Sentence(0, 12, 0, voice, "H", None), Sentence(14, 19, 1, other, "", 0)),
        points=(
            Point(0, 5, 0, 0, "Some gist.", "advice", "tea", None, ("t",), (), ("Q?",), (0, 4)),
            Point(0, 12, 0, 0),
            Point(14, 19, 1, 1, lead=(0, 12)),
        ),
    )
    plain = Essay("b", "B", "")
    debate = Debate(
        "Q?", (Side("tea", "Tea", "T."),), (essay, plain), ("S?",), {"Ann": ("A", "B"), "C": ()}
    )
    assert unpack_debate(json.loads(json.dumps(pack_debate(debate)))) == debate


def test_opening_is_quick_and_light(settings: Settings) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from assistant.index import open_index\n"
        "from assistant.settings import Settings\n"
        "start = time.perf_counter()\n"
        f"settings = Settings(data_dir=Path({str(settings.data_dir)!r}))\n"
        "open_index(settings.corpus, settings)\n"
        "print(time.perf_counter() - start)\n"
        "heavy = ('torch', 'transformers', 'chromadb', 'langchain_core', 'bm25s', 'streamlit')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, heavy = run.stdout.splitlines()
    assert float(seconds) < 0.5
    assert heavy == "[]"


def test_without_an_index_the_error_names_the_command(small: Path, here: Settings) -> None:
    with pytest.raises(IndexMissing) as caught:
        open_index(small, here)
    assert caught.value.hint.endswith(f"python -m ingest --corpus '{small}'")
    with pytest.raises(IndexMissing) as caught:
        open_index(here.corpus, here)
    assert caught.value.hint.endswith("python -m ingest")
    with pytest.raises(IndexMissing, match="no debate folder"):
        open_index(small / "nowhere", here)


def test_each_corpus_has_an_index_of_its_own(small: Path, here: Settings) -> None:
    twin = small.parent / "elsewhere" / small.name
    shutil.copytree(small, twin)
    (twin / "essays" / "bean.md").unlink()
    assert index_folder(small, here) != index_folder(twin, here)
    assert index_folder(small, here).name.startswith("tea-coffee-")
    build_index(small, here)
    build_index(twin, here)
    assert open_index(small, here).info.essays == 2
    assert open_index(twin, here).info.essays == 1


def test_a_link_to_a_corpus_is_that_corpus(small: Path, here: Settings) -> None:
    link = small.parent / "link"
    link.symlink_to(small)
    build_index(link, here)
    assert open_index(small, here).info.corpus == str(small.resolve())


def test_a_changed_corpus_makes_the_index_stale_and_still_answers(
    small: Path, here: Settings
) -> None:
    build_index(small, here)
    essay = small / "essays" / "leaf.md"
    before = essay.read_text(encoding="utf-8")
    assert not open_index(small, here).info.stale
    essay.touch()
    assert not open_index(small, here).info.stale
    essay.write_text(before + "\nWater is best.\n", encoding="utf-8")
    assert open_index(small, here).info.stale
    assert open_index(small, here).info.sentences == 4
    essay.write_text(before, encoding="utf-8")
    assert not open_index(small, here).info.stale
    shutil.copy(essay, small / "essays" / "third.md")
    assert open_index(small, here).info.stale
    (small / "essays" / "third.md").unlink()
    (small / "essays" / "bean.md").unlink()
    assert open_index(small, here).info.stale


def test_a_reader_keeps_its_version_while_a_new_one_is_made(small: Path, here: Settings) -> None:
    build_index(small, here)
    reader = open_index(small, here)
    late = open_index(small, here)  # has not opened Chroma yet
    assert reader.is_current()
    assert ask(reader, "Coffee wakes a city") == ["Coffee wakes a city."]
    (small / "essays" / "bean.md").write_text("# Beans\n\nCocoa it is.\n", encoding="utf-8")
    build_index(small, here)
    assert not reader.is_current()
    assert ask(reader, "Coffee wakes a city") == ["Coffee wakes a city."]
    assert ask(late, "Coffee wakes a city") == ["Coffee wakes a city."]
    fresh = open_index(small, here)
    assert fresh.is_current()
    assert ask(fresh, "Cocoa") == ["Cocoa it is."]
    for opened in (reader, late, fresh):
        opened.close()


def test_only_the_current_version_and_the_one_before_are_kept(small: Path, here: Settings) -> None:
    for _ in range(4):
        build_index(small, here, rebuild=True)
    versions = list((index_folder(small, here) / VERSIONS).iterdir())
    assert len(versions) == 2
    assert open_index(small, here).folder in versions


def test_a_version_is_kept_as_long_as_somebody_reads_it(small: Path, here: Settings) -> None:
    build_index(small, here)
    reader = open_index(small, here)  # has opened neither Chroma nor arrays nor words yet
    for _ in range(3):
        build_index(small, here, rebuild=True)
    assert not reader.is_current()
    assert ask(reader, "Coffee wakes a city") == ["Coffee wakes a city."]
    assert reader.point_words.scores("coffee").any()
    assert len(reader.sentence_vectors) == 4
    reader.close()
    build_index(small, here, rebuild=True)
    assert not reader.folder.exists()
    with pytest.raises(Fault, match="is lost"):
        _ = reader.point_vectors


def test_lines_that_come_later_are_answered_from_the_new_index(small: Path, here: Settings) -> None:
    build_index(small, here)
    replies: list[dict[str, object]] = []

    class Source(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            if len(replies) == 1:
                bean = small / "essays" / "bean.md"
                bean.write_text("# Beans\n\nCocoa beats both of them.\n", encoding="utf-8")
                build_index(small, here)
            return super().readline(size)

    line = b'{"statement": "Cocoa beats both of them."}\n'
    opened = open_debate(small, here)
    check_lines(opened, Source(line * 2), lambda written: replies.append(json.loads(written)))
    assert [reply["verdict"] == "supported" for reply in replies] == [False, True]
    assert opened.renewed().index.is_current()
    assert not opened.index.is_current()


def use_all(index: Index) -> None:
    """Read every file of ours."""
    for vectors in ("sentence_vectors", "point_vectors", "accord_vectors"):
        getattr(index, vectors)
    assert index.point_words


def test_damage_is_a_clear_fault_at_the_first_use(small: Path, here: Settings) -> None:
    build_index(small, here)
    version = open_index(small, here).folder
    read = [path for path in version.rglob("*") if path.is_file() and "chroma" not in path.parts]
    for path in read:
        if path.name in ("store.json", "SHA256SUMS"):  # the one is for whoever deletes the version
            continue
        content = path.read_bytes()
        path.write_bytes(content[:-3] + bytes([content[-3] ^ 1]) + content[-2:])
        with pytest.raises(Fault, match="is damaged") as caught:
            use_all(open_index(small, here))
        assert caught.value.hint.endswith(f"python -m ingest --corpus '{small}' --rebuild")
        path.unlink()
        with pytest.raises(Fault, match="is lost"):
            use_all(open_index(small, here))
        path.write_bytes(content)
    use_all(open_index(small, here))


def test_an_emptied_folder_is_no_folder_without_words(small: Path, here: Settings) -> None:
    build_index(small, here)
    index = open_index(small, here)
    for path in (index.folder / POINT_WORDS_FOLDER).iterdir():
        path.unlink()
    with pytest.raises(Fault, match="is lost"):
        _ = index.point_words


def test_a_damaged_essay_is_not_taken_over(small: Path, here: Settings) -> None:
    build_index(small, here)
    path = open_index(small, here).folder / "debate.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Tea is calm", "Tea is cold"))
    (small / "essays" / "bean.md").write_text("# Beans\n\nCocoa it is.\n", encoding="utf-8")
    assert build_index(small, here).analysed == 2
    assert "Tea is calm" in open_index(small, here).debate.essay("leaf").text


def test_an_index_of_another_model_asks_for_a_new_one(small: Path, here: Settings) -> None:
    build_index(small, here)
    other = here.model_copy(update={"embedding_model": "/some/other/model"})
    with pytest.raises(IndexMissing, match="made with the model") as caught:
        open_index(small, other)
    assert "python -m ingest" in caught.value.hint


def test_an_index_elsewhere_than_the_settings_say_asks_for_a_new_one(
    small: Path, here: Settings
) -> None:
    build_index(small, here)
    other = here.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with pytest.raises(IndexMissing, match="another store"):
        open_index(small, other)


@pytest.mark.parametrize("change", ["format", "no format", "more said", "less said", "a list"])
def test_an_index_of_another_format_asks_for_a_new_one(
    small: Path, here: Settings, change: str
) -> None:
    build_index(small, here)
    path = open_index(small, here).folder / "info.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    if change == "format":
        stored["format"] = 0
    elif change == "no format":
        del stored["format"]
    elif change == "more said":
        stored["info"]["vocabulary"] = 17
    elif change == "less said":
        del stored["info"]["voices"]
    path.write_text(json.dumps([] if change == "a list" else stored), encoding="utf-8")
    write_digests(path.parent)
    with pytest.raises(IndexMissing, match="format") as caught:
        open_index(small, here)
    assert caught.value.hint.endswith(f"python -m ingest --corpus '{small}'")
    assert not build_index(small, here).up_to_date
    assert open_index(small, here).info.essays == 2


def test_a_debate_stored_in_another_shape_asks_for_a_new_one(small: Path, here: Settings) -> None:
    build_index(small, here)
    path = open_index(small, here).folder / "debate.json"
    packed = json.loads(path.read_text(encoding="utf-8"))
    del packed["essays"][0]["points"]
    path.write_text(json.dumps(packed), encoding="utf-8")
    write_digests(path.parent)
    with pytest.raises(IndexMissing, match="format") as caught:
        open_index(small, here)
    assert "python -m ingest" in caught.value.hint
    assert not build_index(small, here).up_to_date
    assert open_index(small, here).info.essays == 2


@pytest.mark.parametrize(
    "name", [b"no-such-version\n", b"", b"\xff", b"a\0b", b"../..", b"x" * 999]
)
def test_a_damaged_pointer_is_a_fault_and_mended(small: Path, here: Settings, name: bytes) -> None:
    build_index(small, here)
    reader = open_index(small, here)
    pointer = index_folder(small, here) / POINTER
    pointer.write_bytes(name)
    assert not reader.is_current()
    with pytest.raises(Fault, match=r"incomplete|damaged") as caught:
        open_index(small, here)
    assert "--rebuild" in caught.value.hint
    build_index(small, here, rebuild=True)
    assert open_index(small, here).info.sentences == 4


@pytest.mark.parametrize("name", ["loop", "~no-such-user/folder"])
def test_a_path_that_leads_nowhere_is_the_users_to_mend(
    tmp_path: Path, small: Path, here: Settings, name: str
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    nowhere = Path(name) if name.startswith("~") else tmp_path / name
    with pytest.raises(UserError, match="leads nowhere"):
        build_index(nowhere, here)
    settings = here.model_copy(update={"data_dir": nowhere})
    for work in (build_index, open_index, check_index):
        with pytest.raises(UserError, match="leads nowhere"):
            work(small, settings)
    with pytest.raises(UserError, match="leads nowhere"):
        open_history(settings)


def test_asking_whether_it_is_current_is_cheap(index: Index) -> None:
    start = time.perf_counter()
    for _ in range(100):
        assert index.is_current()
    assert time.perf_counter() - start < 0.1


def test_the_command_is_one_that_can_be_typed(small: Path, here: Settings) -> None:
    assert ingest_command(CHECKOUT / "corpus", here) == "python -m ingest"
    assert ingest_command(small, here) == f"python -m ingest --corpus '{small}'"
    assert ingest_command(Path("x/y"), here) == "python -m ingest --corpus x/y"


def test_an_index_may_live_on_a_chroma_server(
    small: Path, here: Settings, chroma_server: str
) -> None:
    there = here.model_copy(update={"chroma_url": chroma_server})
    build_index(small, here)
    assert not build_index(small, there).up_to_date
    index = open_index(small, there)
    assert index.info.store == chroma_server
    assert not (index.folder / "chroma").exists()
    assert ask(index, "Coffee wakes a city") == ["Coffee wakes a city."]
    assert build_index(small, there).up_to_date
    index.close()


def test_a_server_keeps_two_versions_of_an_index_as_a_disk_does(
    small: Path, here: Settings, chroma_server: str
) -> None:
    there = here.model_copy(update={"chroma_url": chroma_server})
    build_index(small, there)
    reader = open_index(small, there)
    killed = start_version(index_folder(small, there), "0" * 12, chroma_server)
    orphan = ChromaStore.server(chroma_server, killed.name)
    orphan.create()
    build_index(small, there, rebuild=True)
    assert ask(reader, "Coffee wakes a city") == ["Coffee wakes a city."]
    with pytest.raises(Fault):
        orphan.info()
    reader.close()
    build_index(small, there, rebuild=True)
    late = ChromaStore.server(chroma_server, reader.info.version)
    with pytest.raises(Fault, match="lost"):
        late.info()
    for store in (orphan, late):
        store.close()


def test_readers_are_not_hindered_by_a_writer(small: Path, here: Settings) -> None:
    build_index(small, here)
    reader = open_index(small, here)
    stop = threading.Event()

    def read() -> int:
        answers = 0
        while not stop.is_set():
            for number, vector in enumerate(reader.sentence_vectors):
                assert reader.store.nearest("sentences", np.asarray(vector), 1)[0].row == number
            fresh = open_index(small, here)
            assert fresh.point_words.scores("coffee").any()
            answers += 1
        return answers

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        build_index(small, here, rebuild=True)
        stop.set()
        assert all(found.result() >= 1 for found in readers)
    assert not reader.is_current()
    reader.close()
