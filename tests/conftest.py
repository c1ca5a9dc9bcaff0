"""Shared by all tests: the real model, and the real essays ingested once for all workers."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest
from filelock import FileLock

from assistant.debate import DebateAssistant, open_debate
from assistant.embedding import SentenceTransformerEmbedder, embedder
from assistant.index import Index, open_index
from assistant.settings import Settings
from ingest.cache import FILE, TABLE, VectorCache
from ingest.indexing import build_index

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from evals.stored import Debates
    from tests.browsing import NewVisitor, Visitor

for name in [name for name in os.environ if name.startswith("DEBATE_")]:
    del os.environ[name]  # the developer's own settings are no part of a test


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole", action="store_true", help="campaigns whole, not as samples (.ci/run asks so)"
    )


@pytest.fixture(scope="session")
def whole(pytestconfig: pytest.Config) -> bool:
    """Whether campaigns run whole; a sample is enough where time is short."""
    return bool(pytestconfig.getoption("--whole"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share something made for their module go to one worker, which makes it once."""
    for item in items:
        info = getattr(item, "_fixtureinfo", None)
        made = [f for some in info.name2fixturedefs.values() for f in some] if info else []
        if item.get_closest_marker("xdist_group") is None and any(
            f.scope in ("module", "class") for f in made
        ):
            item.add_marker(pytest.mark.xdist_group(item.path.name))


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def model() -> SentenceTransformerEmbedder:
    """The shipped model, loaded once."""
    return embedder(Settings())


@pytest.fixture(scope="session")
def new_data_dir(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Callable[[], Path]]:
    """Makes an empty data folder that knows the vectors of this session and earlier ones.

    Encoding the essays costs far more than the tests do, so vectors outlive the session.
    """
    kept = pytestconfig.cache.mkdir("vectors") / FILE
    made: list[Path] = []

    def make() -> Path:
        folder = tmp_path_factory.mktemp("data")
        if kept.exists():
            shutil.copy(kept, folder / FILE)
        made.append(folder)
        return folder

    yield make
    _keep(kept, made)


def _keep(kept: Path, folders: Sequence[Path]) -> None:
    """Adds the vectors of some folders to those that outlive the session."""
    fresh = kept.with_suffix(f".{os.getpid()}")
    with FileLock(kept.with_suffix(".lock")):
        with VectorCache(fresh):
            for folder in (kept.parent, *folders):
                if (folder / FILE).exists():
                    VectorCache(folder / FILE).close()  # brings an older form up to date
                    _merge(folder / FILE, fresh)
        fresh.replace(kept)


def _merge(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("ATTACH ? AS source", (str(source),))
        connection.execute(f"INSERT OR IGNORE INTO main.{TABLE} SELECT * FROM source.{TABLE}")


@pytest.fixture(scope="session")
def settings(
    new_data_dir: Callable[[], Path], shared_folder: Path, pytestconfig: pytest.Config
) -> Settings:
    """Settings whose data folder holds the index of the five essays.

    The first worker builds it, all have a copy of their own.
    """
    ready = shared_folder / "data"
    with FileLock(shared_folder / "data.lock"):
        if not ready.exists():
            built = Settings(data_dir=new_data_dir())
            build_index(built.corpus, built)
            _keep(pytestconfig.cache.mkdir("vectors") / FILE, [built.data_dir])
            shutil.copytree(built.data_dir, shared_folder / "being-copied")
            (shared_folder / "being-copied").rename(ready)
    own = new_data_dir()
    shutil.copytree(ready, own, dirs_exist_ok=True)
    return Settings(data_dir=own)


@pytest.fixture(scope="session")
def invented(
    new_data_dir: Callable[[], Path], shared_folder: Path, pytestconfig: pytest.Config
) -> Iterator[Callable[[str], Index]]:
    """Opens the index of an invented debate of the test data, built once for all workers."""
    data = shared_folder / "invented"
    with FileLock(shared_folder / "invented.lock"):
        if not data.exists():
            shutil.copytree(new_data_dir(), data)
    settings = Settings(data_dir=data)
    opened: dict[str, Index] = {}

    def open_one(name: str) -> Index:
        if name not in opened:
            folder = Path(__file__).parent / "data" / "debates" / name
            with FileLock(shared_folder / f"{name}.lock"):
                build_index(folder, settings)
            opened[name] = open_index(folder, settings)
        return opened[name]

    yield open_one
    for one in opened.values():
        one.close()
    _keep(pytestconfig.cache.mkdir("vectors") / FILE, [data])


@pytest.fixture(scope="module")
def written(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, Mapping[str, str]], DebateAssistant]]:
    """Writes a debate folder from its debate.yaml and its essays by name, ingests and opens it."""
    opened: list[DebateAssistant] = []

    def write(debate: str, essays: Mapping[str, str]) -> DebateAssistant:
        folder = tmp_path_factory.mktemp("written")
        (folder / "essays").mkdir()
        (folder / "debate.yaml").write_text(debate, encoding="utf-8")
        for name, text in essays.items():
            (folder / "essays" / name).write_text(text, encoding="utf-8")
        build_index(folder, settings)
        opened.append(open_debate(folder, settings))
        return opened[-1]

    yield write
    for one in opened:
        one.index.close()


@pytest.fixture(scope="session")
def index(settings: Settings) -> Iterator[Index]:
    """The index of the five essays, open; its model loads at the first use."""
    opened = open_index(settings.corpus, settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def corpus_index(index: Index) -> Index:
    """The same index, for tests that open others beside it."""
    return index


@pytest.fixture(scope="session")
def debates(index: Index) -> Debates:
    """The five essays for the eval suite, analysed once, at ingest."""
    from evals.stored import Debates, Stored

    debates = Debates(index.settings.corpus, index.settings)
    debates._stored[None] = Stored(index.debate)
    return debates


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`chroma run`, the Rust server, on a free port of the loopback interface."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    command = [
        str(Path(sys.executable).with_name("chroma")),
        *("run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(450):  # a minute and a half: the machine may be busy
            try:
                urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()
                break
            except (URLError, OSError):
                time.sleep(0.2)
        else:
            raise RuntimeError("the Chroma server did not start")
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from tests.browsing import launched

    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def address(settings: Settings) -> Iterator[str]:
    """Where the app is served, once for all who visit it; a module may serve another."""
    from tests.browsing import served

    with served({"DEBATE_DATA_DIR": str(settings.data_dir)}) as address:
        yield address


@pytest.fixture
def new_visitor(address: str, browser: Browser) -> Iterator[NewVisitor]:
    """Visitors of the app; at the end of the test, none may have met an error."""
    from tests.browsing import visiting

    with visiting(address, browser) as new_visitor:
        yield new_visitor


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    return new_visitor()
