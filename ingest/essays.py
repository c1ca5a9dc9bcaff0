"""Analyses the essays of a debate folder: stored text, blocks, voices, sentences, passages."""

from __future__ import annotations

from pathlib import Path

from assistant.domain import Debate, Essay, Voice
from assistant.errors import CorpusError
from assistant.settings import Settings
from ingest.essay_files import EssayFile
from ingest.folder import DebateFolder, read_folder
from ingest.formats import read_source
from ingest.furniture import remove_furniture
from ingest.passages import split_passages
from ingest.source import assemble
from ingest.splitting import split_sentences
from ingest.thesis import find_thesis
from ingest.voices import find_voices


def analyse_folder(corpus: Path, settings: Settings) -> Debate:
    """The whole debate, every essay analysed; a position that nobody gave stays None."""
    folder = read_folder(corpus, settings)
    essays = tuple(analyse_essay(file, folder, settings) for file in folder.files)
    return Debate(folder.question, folder.sides, essays, folder.starters, folder.names)


def analyse_essay(file: EssayFile, folder: DebateFolder, settings: Settings) -> Essay:
    """One essay, analysed; nothing but its file, its sidecar and debate.yaml has a say in it."""
    front = file.front
    source = read_source(file.path, file.content)
    pieces, _ = remove_furniture(source.pieces, front.author)
    text, blocks = assemble(pieces)
    headings = [text[block.start : block.end] for block in blocks if block.kind == "heading"]
    title = front.title or (headings[0] if headings else _spoken(file.path.stem))
    author = Voice(front.author)
    spans = find_voices(text, blocks, front.author, front.voices, folder.names)
    sentences = split_sentences(text, blocks, spans, author, title)
    if not sentences:
        problem = "the essay has no text below its title"
        raise CorpusError(file.path, problem, "Supply its text, or remove the file.")
    return Essay(
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
        passages=split_passages(text, blocks, sentences),
    )


def _spoken(stem: str) -> str:
    """A file's name as a title, for want of a better one."""
    words = stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
