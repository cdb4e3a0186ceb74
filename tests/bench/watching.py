"""What a command costs with all the processes it starts: wall and CPU seconds, and the memory they hold together."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

PAUSE = 0.2
"""Seconds between two looks at the processes; a peak shorter than that may be missed."""
MEBI = 1 << 20


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took; `peak_mib` counts a page that several processes share once."""

    seconds: float
    cpu: float
    peak_mib: float
    output: str


def watch(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end; raises SystemExit where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    watcher = _Watcher(process.pid)
    watcher.start()
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    watcher.ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    # The system tells of processes that were waited for; a fork server's are not, so what was seen of each counts too.
    cpu = max(usage.ru_utime + usage.ru_stime, sum(watcher.cpu.values()))
    return Cost(seconds, cpu, watcher.peak / MEBI, output.decode())


class _Watcher(Thread):
    """Look at a process and its descendants again and again: the most memory together, the CPU seconds of each."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root = psutil.Process(pid)
        self.ended = Event()
        self.peak = 0
        self.cpu: dict[int, float] = {}

    def run(self) -> None:
        while not self.ended.wait(PAUSE):
            try:
                family = [self.root, *self.root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.peak = max(self.peak, sum(map(self._look, family)))

    def _look(self, process: psutil.Process) -> int:
        """Note a process's CPU seconds; return the bytes it holds, of what it shares its part where that is known."""
        try:
            times, used = process.cpu_times(), process.memory_full_info()
        except psutil.Error:
            return 0
        self.cpu[process.pid] = times.user + times.system
        return int(getattr(used, "pss", 0) or used.rss)
