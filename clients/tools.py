"""Where the others' programs are, and which versions."""

import json
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
BIN = HERE / "node_modules/.bin"
LEGACY, MODERN = "2025-11-25", "2026-07-28"


def python(environment, *words):
    """The words with the first looked up in one of the virtual environments."""
    return [str(HERE / ".cache/venv" / environment / "bin" / words[0]), *words[1:]]


def pip_version(environment, package):
    done = subprocess.run(python(environment, "pip", "show", package), capture_output=True, text=True)
    return next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("Version:"))


def npm_version(package):
    return json.loads((HERE / "node_modules" / package / "package.json").read_text())["version"]
