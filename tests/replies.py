"""Recorded replies of a strong model, kept with the digest of the exact prompt they answer.

A cassette is a JSON file under `tests/data/replies/`: the question, the cassette it follows, the
reply, and the digest of the messages that were sent. Whoever records one sees the prompt alone.

    python tests/replies.py prompt "a question"      the exact prompt
    python tests/replies.py add FILE                 JSON lines {"name", "question", "reply", …}
    python tests/replies.py stale                    cassettes whose prompt has changed since
    python tests/replies.py show [NAME …]            the answers, and what was struck
    python tests/replies.py restamp [NAME …]         after reading them against the new prompt
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.answer import Answer
from assistant.debate import DebateAssistant, open_debate
from assistant.domain import Debate
from assistant.settings import Settings
from evals.openai_server import Reply, Served, serving

FOLDER = Path(__file__).parent / "data" / "replies"
WRITER = "openai:recorded"
NOTHING = '{"statements": []}'


@dataclass(frozen=True)
class Cassette:
    """One recorded reply; `mended` is the reply to the call for repairs, where there was one."""

    name: str
    question: str
    reply: str
    after: str | None = None
    business: str = ""
    mended: str = NOTHING
    digest: str = ""


@dataclass(frozen=True)
class Replayed:
    """What the assistant made of a cassette."""

    cassette: Cassette
    answer: Answer
    digest: str
    requests: list[dict[str, Any]]
    debate: Debate

    @property
    def is_stale(self) -> bool:
        """Whether the prompt is not the one that was answered."""
        return self.digest != self.cassette.digest


def digest_of(messages: Any) -> str:
    """The digest of the messages of a request."""
    told = json.dumps(messages, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def cassettes() -> dict[str, Cassette]:
    """All of them, by name."""
    paths = sorted(FOLDER.glob("*.json"))
    return {path.stem: Cassette(**json.loads(path.read_text(encoding="utf-8"))) for path in paths}


class Replaying:
    """Answers cassettes' questions through a real server that plays them; see `replaying`."""

    def __init__(self, assistant: DebateAssistant, served: Served, queue: list[Reply]) -> None:
        self.known = cassettes()
        self._assistant, self._served, self._queue = assistant, served, queue
        self._done: dict[str, Replayed] = {}

    def replay(self, name: str) -> Replayed:
        """One cassette, each played once."""
        if name not in self._done:
            self._done[name] = self.play(self.known[name])
        return self._done[name]

    def play(self, cassette: Cassette) -> Replayed:
        """A cassette's answer; a follow-up has the answer that it follows before it."""
        history: list[str] = []
        before = self.known[cassette.after] if cassette.after else None
        last = self.replay(cassette.after).answer if cassette.after else None
        while before is not None:
            history.insert(0, before.question)
            before = self.known[before.after] if before.after else None
        self._queue[:] = [Reply(cassette.reply, size=400), Reply(cassette.mended)]
        asked = len(self._served.requests)
        answer = self._assistant.ask(
            cassette.question,
            history,
            business=cassette.business or None,
            writer=WRITER,
            last=last,
        )
        requests = self._served.requests[asked:]
        digest = digest_of(requests[0]["messages"])
        return Replayed(cassette, answer, digest, requests, self._assistant.debate)


@contextmanager
def replaying(settings: Settings) -> Iterator[Replaying]:
    """One server and one assistant for all cassettes."""
    queue: list[Reply] = []
    with serving([lambda _: queue.pop(0) if len(queue) > 1 else queue[0]]) as served:
        settings = settings.model_copy(update={"model_base_url": served.url})
        assistant = open_debate(settings.corpus, settings)
        yield Replaying(assistant, served, queue)
        assistant.index.close()


def _save(cassette: Cassette) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    told = json.dumps(asdict(cassette), ensure_ascii=False, indent=1)
    (FOLDER / f"{cassette.name}.json").write_text(told + "\n", encoding="utf-8")


def _show(replayed: Replayed) -> None:
    answer = replayed.answer
    mark = " STALE" if replayed.is_stale else ""
    print(f"== {replayed.cassette.name}{mark}: {answer.question}")  # noqa: T201
    print(f"[{answer.status} {answer.reason or ''} by {answer.writer}] {answer.text}")  # noqa: T201
    for failure in answer.gate.failures:
        print(f"   STRUCK {failure.failure}: {failure.statement}")  # noqa: T201
    for request in replayed.requests[1:]:
        why = [s for s in request["messages"][-1]["content"].splitlines() if s.startswith("Why")]
        print("   ", *why)  # noqa: T201


def main(arguments: Sequence[str]) -> int:
    """The commands above."""
    command, *rest = arguments or [""]
    if command not in ("prompt", "add", "stale", "show", "restamp"):
        print(__doc__)  # noqa: T201
        return 2
    with replaying(Settings()) as player:
        _obey(command, rest, player)
    return 0


def _obey(command: str, rest: Sequence[str], player: Replaying) -> None:
    if command == "prompt":
        found = player.play(Cassette("", rest[0], NOTHING))
        for message in found.requests[0]["messages"]:
            print(f"--- {message['role']}\n{message['content']}")  # noqa: T201
    elif command == "add":
        for line in Path(rest[0]).read_text(encoding="utf-8").splitlines():
            if line.strip():
                told = json.loads(line)
                if not isinstance(told["reply"], str):
                    told["reply"] = json.dumps(told["reply"], ensure_ascii=False)
                cassette = Cassette(**told)
                player.known[cassette.name] = cassette
                played = player.play(cassette)
                _save(replace(cassette, digest=played.digest))
                _show(replace(played, cassette=replace(cassette, digest=played.digest)))
    else:
        for name in rest or player.known:
            played = player.replay(name)
            if command == "show":
                _show(played)
            elif played.is_stale and command == "stale":
                print(name)  # noqa: T201
            elif played.is_stale:
                _save(replace(played.cassette, digest=played.digest))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
