"""The program in a process of its own, as a user starts it, and three short texts to give it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 900
"""For any one call: on a quiet machine the longest takes a minute, most of it the start of Prefect and of GX."""
TEXTS = {
    "a.txt": "Ferry line returns\n\nMarch 3, 2024\n\nSouth Korea reopened a ferry line to Japan on Sunday.\n",
    "b.txt": "Bridge costs rise\n\nMay 7, 2024\n\nThe bridge will cost $40 million, the ministry said on Tuesday.\n",
    "c.txt": "Harbour talks end\n\nMay 9, 2024\n\nJapan and South Korea ended talks on the harbour on Thursday.\n",
}


def write_texts(folder, names=tuple(TEXTS)):
    """Write some of the texts into a folder, which is made, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(TEXTS[name], encoding="utf-8")
    return folder


def start(*words, flags=(), before="", environment=None, **how):
    """Start the program, without settings of whoever runs the tests; `before` is code that runs first in it."""
    command = [sys.executable, *flags, "-c", f"{before}\nfrom flows.cli import main; main()", *map(str, words)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NEWSLEDGER", "PREFECT"))}
    return subprocess.Popen(command, cwd=ROOT, env=clean | (environment or {}), **how)


def call(*words, **how):
    """Call the program and wait for its end; gives its exit code, what it printed and what it said."""
    program = start(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)
    out, said = program.communicate(timeout=MOST_SECONDS)
    return program.returncode, out, said
