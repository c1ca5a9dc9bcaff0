"""From a debate folder to an index that answers: analyse, encode, store, switch.

Everything happens beside the index that answers now, which is replaced in the last step; whatever
fails or is killed before that changes nothing.
"""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.domain import Debate
from assistant.errors import UserError
from assistant.index_files import FORMAT
from assistant.index_folder import index_folder, point_to, real_path, sync_version
from assistant.index_info import EMBEDDED, IndexInfo, pack_info
from assistant.manifest import Manifest, content_digest, pack_manifest, read_manifest
from assistant.points import point_rows, vector_texts
from assistant.rows import sentence_rows
from assistant.settings import Settings
from ingest.cache import FILE as CACHE_FILE
from ingest.cache import VectorCache
from ingest.encoding import CachedEncoder
from ingest.essays import analyse_essay, assembled
from ingest.fingerprint import essay_digest, index_digest, request_digest
from ingest.folder import DebateFolder, read_folder
from ingest.lock import write_lock
from ingest.previous import Previous, read_previous, take_over
from ingest.proposing import propose_positions
from ingest.summary import Progress, Proposal, Summary, same_texts, voice_count
from ingest.versions import current_name, remove_version, remove_versions, start_version
from ingest.voice_doubts import uncertain_voices, unheard_voices
from ingest.writing import Contents, write_version


def build_index(
    corpus: Path, settings: Settings, progress: Progress | None = None, *, rebuild: bool = False
) -> Summary:
    """Bring the corpus's index up to date; `rebuild` writes it anew even if nothing changed.

    Raises:
        UserError: a bad corpus, a folder that cannot be written, an index that is being written.
    """
    folder = index_folder(corpus, settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with write_lock(folder):
            return _Ingest(corpus, settings, folder, progress or _silent).run(rebuild)
    except OSError as error:
        raise UserError(
            f"the index in {folder} cannot be written ({error.strerror or error})",
            "free some disk space, or set DEBATE_DATA_DIR to a folder that can be written",
        ) from error


def _silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


class _Ingest:
    """One run, under the lock."""

    def __init__(self, corpus: Path, settings: Settings, folder: Path, progress: Progress) -> None:
        from assistant.embedding import embedder

        self.started = time.perf_counter()
        self.corpus = real_path(corpus)
        self.settings = settings
        self.folder = folder
        self.progress = progress
        self.embedder = embedder(settings)
        self.analysed = self.encoded = self.reused = 0
        self.proposals: tuple[Proposal, ...] = ()
        self.notes: dict[str, tuple[str, ...]] = {}  # of each essay, on what was left out

    def run(self, rebuild: bool) -> Summary:
        # In this order: a file that changes meanwhile makes the index stale, not silently old.
        manifest = read_manifest(self.corpus)
        source = read_folder(self.corpus, self.settings)
        request = request_digest(content_digest(manifest), self.embedder.name, self.settings)
        previous = None if rebuild else read_previous(self.folder)
        if previous is not None and previous.request == request:
            self.proposals = previous.proposals
            self.notes = previous.notes
            return self._summary(previous.debate, source, up_to_date=True)
        digests = {
            file.slug: essay_digest(
                file.digest, source.digest, source.readings.digests.get(file.slug, "")
            )
            for file in source.files
        }
        debate = self._analyse(source, previous, digests)
        data = real_path(self.settings.data_dir)
        with VectorCache(data / CACHE_FILE) as cache:
            if rebuild:
                cache.forget_damaged()
            contents = self._encode(debate, CachedEncoder(self.embedder, cache))
        self._write(contents, manifest, {"request": request, "digests": digests})
        return self._summary(contents.debate, source)

    def _analyse(
        self, source: DebateFolder, previous: Previous | None, digests: dict[str, str]
    ) -> Debate:
        essays = []
        for number, file in enumerate(source.files, start=1):
            essay = take_over(previous, file.slug, digests[file.slug])
            if essay is not None and previous is not None:
                self.notes[file.slug] = previous.notes.get(file.slug, ())
            if essay is None:
                essay = analyse_essay(file, source, self.settings, self.notes)
                self.analysed += 1
            essays.append(essay)
            self.progress("analysing", number, len(source.files))
        return assembled(source, essays)

    def _encode(self, debate: Debate, encoder: CachedEncoder) -> Contents:
        sentences = [row.text for row in sentence_rows(debate)]
        points = [text for row in point_rows(debate) for _, text in vector_texts(row)]
        accords = [f"{accord.on} {accord.says}".strip() for accord in debate.accords]
        total = len(accords) + len(points) + len(sentences)
        ready = 0

        def count(more: int) -> None:
            nonlocal ready
            ready += more
            self.progress("encoding", ready, total)

        vectors = encoder.encode(sentences, count)
        # Behind the sentences, which it asks for again essay by essay.
        debate, self.proposals = propose_positions(debate, encoder.encode)
        contents = Contents(
            debate,
            vectors,
            encoder.encode(points, count),
            encoder.encode(accords, count),
        )
        self.encoded, self.reused = encoder.computed, encoder.reused
        return contents

    def _write(self, contents: Contents, manifest: Manifest, origin: dict[str, Any]) -> None:
        address = self.settings.chroma_url or EMBEDDED
        before = current_name(self.folder)
        remove_versions(self.folder, {before})  # what a killed ingest left behind
        digest = index_digest(contents.debate, self.embedder.name)
        version = start_version(self.folder, digest, address)
        try:
            info = {
                "format": FORMAT,
                "model_setting": self.settings.embedding_model,
                "info": pack_info(self._info(contents, version.name, digest, address)),
                "manifest": pack_manifest(manifest),
                "notes": self.notes,
                "proposals": [asdict(proposal) for proposal in self.proposals],
                **origin,
            }
            write_version(version, contents, info, address, self.progress)
            sync_version(version)
        except BaseException:
            remove_version(version)
            raise
        point_to(version)
        # Whoever opened the version before may still be reading it; nobody reads an older one.
        remove_versions(self.folder, {before, version.name})

    def _info(self, contents: Contents, version: str, digest: str, address: str) -> IndexInfo:
        return IndexInfo(
            corpus=str(self.corpus),
            version=version,
            digest=digest,
            model=self.embedder.name,
            dimension=contents.sentences.shape[1],
            store=address,
            essays=len(contents.debate.essays),
            voices=voice_count(contents.debate),
            sentences=len(contents.sentences),
        )

    def _summary(
        self, debate: Debate, source: DebateFolder, *, up_to_date: bool = False
    ) -> Summary:
        return Summary(
            essays=len(debate.essays),
            voices=voice_count(debate),
            sentences=sum(len(essay.sentences) for essay in debate.essays),
            seconds=time.perf_counter() - self.started,
            up_to_date=up_to_date,
            analysed=self.analysed,
            encoded=self.encoded,
            reused=self.reused,
            uncertain=uncertain_voices(debate, source),
            unheard=unheard_voices(debate, source),
            proposals=self.proposals,
            left_out=(
                *((slug, note) for slug in sorted(self.notes) for note in self.notes[slug]),
                *source.skipped,
            ),
            warnings=tuple(same_texts(debate)),
        )
