"""`python -m ingest` as a user runs it: what it prints, what it costs, what it refuses."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import typer.testing

from assistant.errors import IndexLocked, UserError
from assistant.index import index_folder, open_index
from assistant.index_files import POINT_WORDS_FOLDER
from assistant.index_folder import VERSIONS
from assistant.settings import CHECKOUT, Settings
from ingest.__main__ import app
from ingest.cache import FILE
from ingest.doctor import examine
from ingest.indexing import build_index
from ingest.lock import write_lock

DEBATE = """\
question: Is tea better than coffee?
sides:
  - {id: tea, label: Tea, statement: Tea is better than coffee.}
  - {id: coffee, label: Coffee, statement: Coffee is better than tea.}
"""
LEAF = "---\nauthor: Ann Leaf\nposition: tea\n---\n\n# Leaves\n\nTea is calm. Coffee shakes you.\n"
BEAN = "---\nauthor: Ben Bean\nposition: coffee\n---\n\n# Beans\n\nCoffee wakes a city.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "tea"
    (folder / "essays").mkdir(parents=True)
    (folder / "debate.yaml").write_text(DEBATE, encoding="utf-8")
    (folder / "essays" / "leaf.md").write_text(LEAF, encoding="utf-8")
    (folder / "essays" / "bean.md").write_text(BEAN, encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An empty data folder, also for `python -m ingest` in this environment."""
    settings = Settings(data_dir=tmp_path / "data")
    monkeypatch.setenv("DEBATE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("COLUMNS", "100")
    return settings


def ingest(*arguments: str | Path) -> typer.testing.Result:
    """The command, in this process."""
    return typer.testing.CliRunner().invoke(app, [str(argument) for argument in arguments])


def run_ingest(*arguments: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; `code` runs before it."""
    script = f"{code}\nimport runpy, sys\nsys.argv = sys.argv[:1] + sys.argv[1:]\n"
    script += "runpy.run_module('ingest', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=False)


def heavy_modules_after(corpus: Path, settings: Settings) -> str:
    """Which heavy packages a process has loaded once it has ingested."""
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from assistant.settings import Settings\nfrom ingest.indexing import build_index\n"
        f"settings = Settings(data_dir=Path({str(settings.data_dir)!r}))\n"
        f"summary = build_index(Path({str(corpus)!r}), settings)\n"
        "heavy = ('sentence_transformers', 'safetensors', 'chromadb', 'bm25s')\n"
        "names = [name for name in heavy if name in sys.modules]\n"
        "print(summary.up_to_date, summary.encoded, *names)\n"
    )
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; locks and SQLite's shared memory aside."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".lock"} and not path.name.endswith("-shm")
    }


def test_it_says_what_it_did(corpus: Path, here: Settings) -> None:
    first = ingest("--corpus", corpus)
    assert first.exit_code == 0, first.output
    assert "2 essays, 2 voices, 3 sentences" in first.stdout
    assert "2 essays read anew" in first.stdout
    again = ingest("--corpus", corpus)
    assert again.exit_code == 0
    assert "is up to date" in again.stdout
    rebuilt = ingest("--corpus", corpus, "--rebuild")
    assert rebuilt.exit_code == 0
    assert "0 texts encoded" in rebuilt.stdout


def test_it_says_what_it_left_out(corpus: Path, here: Settings) -> None:
    words = "Trams are quiet, and quiet is what a street needs."
    (corpus / "essays" / "zoe.md").write_text(f"---\nlayout: post\n---\n{words} %%private%%\n")
    (corpus / "essays" / "zoe-again.txt").write_text(f"{words}\n")
    (corpus / "essays" / "map.svg").write_text("<svg/>")
    first = ingest("--corpus", corpus)
    assert first.exit_code == 0, first.output
    for run in (first, ingest("--corpus", corpus)):  # the second has nothing to do
        assert "zoe: comment: private" in run.stdout
        assert "zoe: key for another program: layout" in run.stdout
        assert "map.svg: a file of another kind" in run.stdout
        assert "zoe-again and zoe have the same text" in run.stdout


def test_progress_is_counted_to_the_end(corpus: Path, here: Settings) -> None:
    steps: dict[str, list[tuple[int, int]]] = {}
    build_index(
        corpus, here, lambda stage, done, total: steps.setdefault(stage, []).append((done, total))
    )
    assert list(steps) == ["analysing", "encoding", "storing"]
    for counted in steps.values():
        done = [step for step, _ in counted]
        assert done == sorted(done)
        assert counted[-1][0] == counted[-1][1]
    assert steps["analysing"][-1] == (2, 2)
    assert steps["storing"][-1] == (6, 6)  # 3 sentences, 3 points


def test_without_a_corpus_it_takes_the_five_essays(
    new_data_dir: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Settings(data_dir=new_data_dir())
    monkeypatch.setenv("DEBATE_DATA_DIR", str(here.data_dir))
    run = ingest()
    assert run.exit_code == 0
    assert "5 essays" in run.stdout
    assert open_index(CHECKOUT / "corpus", here).info.essays == 5


def test_nothing_changed_costs_next_to_nothing(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    before = snapshot(here.data_dir)
    start = time.perf_counter()
    summary = build_index(corpus, here)
    assert time.perf_counter() - start < 0.5
    assert summary.up_to_date
    assert (summary.analysed, summary.encoded) == (0, 0)
    assert snapshot(here.data_dir) == before
    assert heavy_modules_after(corpus, here) == "True 0"


def test_an_index_is_rebuilt_from_corpus_and_cache_without_the_model(
    corpus: Path, here: Settings
) -> None:
    build_index(corpus, here)
    before = open_index(corpus, here)
    vectors = np.array(before.sentence_vectors)
    shutil.rmtree(here.data_dir / "indexes")
    assert heavy_modules_after(corpus, here) == "False 0 chromadb bm25s"
    after = open_index(corpus, here)
    assert after.info.digest == before.info.digest
    assert np.array_equal(after.sentence_vectors, vectors)
    assert after.debate == before.debate


def test_without_the_cache_the_model_makes_the_same_index(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    before = open_index(corpus, here)
    (here.data_dir / FILE).unlink()
    assert build_index(corpus, here, rebuild=True).encoded > 0
    after = open_index(corpus, here)
    assert after.info.digest == before.info.digest
    assert np.abs(after.point_vectors - before.point_vectors).max() < 1e-5


def test_only_the_changed_essay_is_read_and_only_its_new_words_encoded(
    corpus: Path, here: Settings
) -> None:
    build_index(corpus, here)
    (corpus / "essays" / "leaf.md").write_text(LEAF + "\nXylophones are loud.\n", encoding="utf-8")
    summary = build_index(corpus, here)
    assert not summary.up_to_date
    assert summary.analysed == 1
    assert 1 <= summary.encoded <= 3  # the sentence, its point
    assert summary.sentences == 4


def test_a_changed_debate_is_read_anew(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    text = DEBATE.replace("Is tea better than coffee?", "Tea or coffee?")
    (corpus / "debate.yaml").write_text(text, encoding="utf-8")
    assert build_index(corpus, here).analysed == 2
    assert open_index(corpus, here).debate.question == "Tea or coffee?"


def test_a_removed_essay_is_gone(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    (corpus / "essays" / "bean.md").unlink()
    build_index(corpus, here)
    index = open_index(corpus, here)
    assert [essay.slug for essay in index.debate.essays] == ["leaf"]
    assert index.store.info() == {"sentences": 2, "points": 2}
    index.close()


def test_touching_files_changes_nothing(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    for path in corpus.rglob("*.*"):
        os.utime(path, (1, 1))
    assert build_index(corpus, here).up_to_date


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("debate.yaml", None, "missing"),
        ("debate.yaml", "question: [", "debate.yaml"),
        ("essays/leaf.md", "", "empty"),
        ("essays/leaf.md", LEAF.replace("position: tea", "position: milk"), "milk"),
        ("essays/leaf.md", LEAF.replace("author:", "writer:"), "writer"),
        ("essays/leaf.md", LEAF.replace("position: tea", "slug: bean"), "bean"),
        ("essays/leaf.md", LEAF.replace("position: tea", "thesis: Nowhere said."), "thesis"),
    ],
)
def test_a_bad_corpus_changes_nothing(
    corpus: Path, here: Settings, file: str, content: str | None, problem: str
) -> None:
    build_index(corpus, here)
    before = snapshot(here.data_dir / "indexes")
    if content is None:
        (corpus / file).unlink()
    else:
        (corpus / file).write_text(content, encoding="utf-8")
    run = ingest("--corpus", corpus)
    assert run.exit_code == 2
    assert problem in run.stderr
    assert len(run.stderr.strip().splitlines()) >= 2  # message and hint
    assert "Traceback" not in run.output
    assert run.stdout == ""
    assert snapshot(here.data_dir / "indexes") == before
    assert open_index(corpus, here).info.stale


def test_no_such_folder(here: Settings) -> None:
    run = ingest("--corpus", "/no/such/folder")
    assert run.exit_code == 2
    assert "/no/such/folder" in run.stderr


def test_markup_in_names_is_shown_as_it_stands(tmp_path: Path, here: Settings) -> None:
    run = ingest("--corpus", tmp_path / "[bold]odd[/bold] [red]")
    assert run.exit_code == 2
    assert "[bold]odd[/bold] [red]" in run.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBATE_MAX_ESSAY_BYTES", "many"),
        ("DEBATE_EMBEDDING_MODEL", "/no/such/model"),
        ("DEBATE_CHROMA_URL", "nonsense"),
        ("DEBATE_CHROMA_URL", "http://127.0.0.1:1"),
        ("DEBATE_DATA_DIR", "/dev/null/data"),
    ],
)
def test_a_wrong_setting_is_the_users_mistake(
    corpus: Path, here: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    run = ingest("--corpus", corpus)
    assert run.exit_code == 2, run.output
    assert "Traceback" not in run.output
    assert name in run.stderr


def test_a_second_writer_is_refused_at_once(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    before = snapshot(here.data_dir / "indexes")
    with write_lock(index_folder(corpus, here)):
        start = time.perf_counter()
        run = run_ingest("--corpus", corpus)
        assert time.perf_counter() - start < 30  # a new Python and its imports, no waiting
        assert run.returncode == 2, run.stderr
        assert "another process is writing" in run.stderr
        assert "Traceback" not in run.stderr
        assert open_index(corpus, here).is_current()
    assert snapshot(here.data_dir / "indexes") == before
    assert ingest("--corpus", corpus, "--rebuild").exit_code == 0


def test_the_lock_is_one_corpus_wide_and_reentered_by_nobody(corpus: Path, here: Settings) -> None:
    folder = index_folder(corpus, here)
    folder.mkdir(parents=True)
    with write_lock(folder):
        with pytest.raises(IndexLocked), write_lock(folder):
            pass
        other = corpus.parent / "other"
        shutil.copytree(corpus, other)
        assert build_index(other, here).essays == 2


@contextmanager
def full_disk(limit: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handled)


@pytest.mark.parametrize("limit", [1_000, 60_000, 190_000])
def test_a_full_disk_changes_nothing(corpus: Path, here: Settings, limit: int) -> None:
    build_index(corpus, here)
    before = snapshot(here.data_dir / "indexes")
    with full_disk(limit):
        run = ingest("--corpus", corpus, "--rebuild")
    assert run.exit_code == 2, run.output
    assert "free some disk space" in run.stderr
    assert "Traceback" not in run.stderr
    assert snapshot(here.data_dir / "indexes") == before


# Any attempt to look up or reach another machine ends the process.
NO_NETWORK = """
import os, sys
def forbid(event, details):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        sys.stderr.write(f"{event} {details}")
        os._exit(99)
sys.addaudithook(forbid)
"""


def test_nothing_is_fetched(corpus: Path, here: Settings) -> None:
    run = run_ingest("--corpus", corpus, code=NO_NETWORK)
    assert run.returncode == 0, run.stderr
    assert "0 texts encoded" not in run.stdout


def test_an_interrupted_ingest_changes_nothing(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    before = snapshot(here.data_dir / "indexes")

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "storing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(corpus, here, interrupt, rebuild=True)
    assert snapshot(here.data_dir / "indexes") == before


def test_a_sound_index_is_called_sound(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    run = ingest("--corpus", corpus, "--check")
    assert run.exit_code == 0, run.output
    assert "is sound" in run.stdout


def test_examining_nothing_names_the_command(corpus: Path, here: Settings) -> None:
    run = ingest("--corpus", corpus, "--check")
    assert run.exit_code == 2
    assert f"python -m ingest --corpus {corpus}" in run.stderr


def damage_rows(version: Path) -> None:
    """Take one sentence out of Chroma."""
    from assistant.chroma_store import ChromaStore

    store = ChromaStore.embedded(version / "chroma", version.name)
    store._collection("sentences").delete(ids=["1"])
    store.close()


def damage_vectors(version: Path) -> None:
    """Exchange two sentences' vectors in Chroma."""
    from assistant.chroma_store import ChromaStore

    store = ChromaStore.embedded(version / "chroma", version.name)
    held = store.vectors("sentences", [0, 1])
    store._collection("sentences").update(ids=["0", "1"], embeddings=[held[1], held[0]])
    store.close()


def damage_database(version: Path) -> None:
    path = version / "chroma" / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[:5000])


def damage_arrays(version: Path) -> None:
    vectors = np.load(version / "sentences.npy")
    np.save(version / "sentences.npy", vectors * 2)


def damage_words(version: Path) -> None:
    shutil.rmtree(version / POINT_WORDS_FOLDER)


def damage_debate(version: Path) -> None:
    (version / "debate.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        damage_rows,
        damage_vectors,
        damage_database,
        damage_arrays,
        damage_words,
        damage_debate,
    ],
)
def test_damage_is_found_and_mended(
    corpus: Path, here: Settings, damage: Callable[[Path], None]
) -> None:
    build_index(corpus, here)
    damage(open_index(corpus, here).folder)
    run = ingest("--corpus", corpus, "--check")
    assert run.exit_code == 1, run.output
    assert "is damaged" in run.stdout
    assert "--rebuild" in run.stdout
    assert ingest("--corpus", corpus, "--rebuild").exit_code == 0
    assert list(examine(open_index(corpus, here), here.data_dir / FILE)) == []


def test_leftovers_of_a_killed_ingest_are_cleared_away(corpus: Path, here: Settings) -> None:
    build_index(corpus, here)
    orphan = index_folder(corpus, here) / VERSIONS / "0123-dead"
    (orphan / "chroma").mkdir(parents=True)
    build_index(corpus, here, rebuild=True)
    assert not orphan.exists()


def test_an_essay_without_words_to_index_is_refused(corpus: Path, here: Settings) -> None:
    (corpus / "essays" / "leaf.md").write_text("---\nauthor: Ann\n---\n", encoding="utf-8")
    with pytest.raises(UserError):
        build_index(corpus, here)
