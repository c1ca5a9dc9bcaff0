"""Write requirements.lock and requirements-dev.lock: what pyproject.toml resolves to today.

Pip resolves without installing. The lock says versions only: no addresses, no hashes (a CPU build
of torch has another one than the build it stands for) and none of the GPU libraries that torch
brings along where no CPU build is at hand; pip adds those itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HELD = ["torch==2.13.0"]  # the newest of which a CPU build is at hand
GPU = re.compile(r"(nvidia|cuda|triton|pytorch-triton)(-|$)")
HEAD = "# Written by `make lock` from pyproject.toml. Do not edit.\n"


def resolved(requirements: list[str], constraints: Path | None = None) -> dict[str, str]:
    """Name and version of everything that the requirements need, themselves included."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "-qq", "--dry-run"]
        command += ["--ignore-installed", "--report", str(report)]
        command += ["--constraint", str(constraints)] if constraints else []
        subprocess.run([*command, *HELD, *requirements], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    versions = {}
    for item in found:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        if not GPU.match(name):
            versions[name] = item["metadata"]["version"].partition("+")[0]
    return versions


def write(path: Path, versions: dict[str, str], include: str = "") -> None:
    """One pinned requirement a line, in alphabetical order."""
    lines = "".join(f"{name}=={version}\n" for name, version in sorted(versions.items()))
    path.write_text(HEAD + include + lines, encoding="utf-8")


def main() -> None:
    """Resolve the project, then its development tools on top of the same versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base, dev = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    needed = resolved(project["dependencies"])
    write(base, needed)
    tools = project["optional-dependencies"]["dev"]
    everything = resolved([*project["dependencies"], *tools], base)
    more = {name: version for name, version in everything.items() if name not in needed}
    write(dev, more, "-r requirements.lock\n")


if __name__ == "__main__":
    main()
