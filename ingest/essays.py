"""Analyses the essays of a debate folder: stored text, blocks, voices, sentences, points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.domain import Debate, Essay, Point, Voice
from assistant.errors import CorpusError
from assistant.settings import Settings
from ingest.essay_files import EssayFile
from ingest.folder import DebateFolder, read_folder
from ingest.formats import read_source
from ingest.furniture import remove_furniture
from ingest.reading.anchoring import add_bare_points, read_accords, read_points
from ingest.source import LeftOut, assemble
from ingest.splitting import split_sentences
from ingest.spoken import settle_speakers
from ingest.thesis import find_thesis
from ingest.voices import find_voices


def analyse_folder(corpus: Path, settings: Settings) -> Debate:
    """The whole debate, every essay analysed; a position that nobody gave stays None."""
    folder = read_folder(corpus, settings)
    return assembled(folder, [analyse_essay(file, folder, settings) for file in folder.files])


def assembled(folder: DebateFolder, essays: Sequence[Essay]) -> Debate:
    """The debate of analysed essays, with what its reading says of it as a whole."""
    reading = folder.readings.debate
    return Debate(
        folder.question,
        folder.sides,
        tuple(essays),
        folder.starters,
        folder.names,
        read_accords({essay.slug: essay for essay in essays}, reading) if reading else (),
        reading.gist if reading else "",
    )


def analyse_essay(
    file: EssayFile,
    folder: DebateFolder,
    settings: Settings,
    notes: dict[str, tuple[str, ...]] | None = None,
) -> Essay:
    """One essay, analysed; nothing but its file, its sidecar and debate.yaml has a say in it.

    What was left out of it goes into `notes`, by slug.
    """
    front = file.front
    source = read_source(file.path, file.content)
    pieces, furniture = remove_furniture(source.pieces, front.author)
    if notes is not None:
        left_out = LeftOut()
        for key in front.ignored:
            left_out.add("key for another program", key)
        for piece in furniture:
            left_out.add("words of the page, not of the essay", piece.text)
        notes[file.slug] = (*source.notes, *left_out.notes())
    text, blocks = assemble(pieces)
    headings = [text[block.start : block.end] for block in blocks if block.kind == "heading"]
    title = front.title or (headings[0] if headings else _spoken(file.path.stem))
    author = Voice(front.author)
    heard = find_voices(text, blocks, front.author, front.voices, folder.names)
    spans = settle_speakers(text, blocks, heard, front)
    sentences = split_sentences(text, blocks, spans, author, title)
    if not sentences:
        problem = "the essay has no text below its title"
        raise CorpusError(file.path, problem, "Supply its text, or remove the file.")
    essay = Essay(
        slug=file.slug,
        title=title,
        text=text,
        author=front.author,
        publisher=front.publisher,
        date=front.date,
        url=front.url,
        note=front.note,
        position=front.position,
        thesis=find_thesis(text, blocks, front),
        listed_voices=front.voices,
        blocks=blocks,
        sentences=sentences,
    )
    reading = folder.readings.by_essay.get(file.slug)
    if reading is None:
        return replace(essay, points=add_bare_points(essay, ()))
    read = read_points(essay, reading, folder.names)
    essay = replace(essay, points=add_bare_points(essay, read), gist=reading.gist)
    if front.position is not None or reading.position is None:
        return essay
    return _with_proposed_position(essay, reading.position, read)


def _with_proposed_position(essay: Essay, position: str, read: Sequence[Point]) -> Essay:
    """The essay at the position that its reader proposes, and its thesis where none was given."""
    theses = [(point.start, point.end) for point in read if point.role == "thesis"]
    own = essay.thesis or (theses[0] if theses else None)
    return replace(essay, position=position, position_is_proposed=True, thesis=own)


def _spoken(stem: str) -> str:
    """A file's name as a title, for want of a better one."""
    words = stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
