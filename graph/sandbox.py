"""One process for each query: no network, no files, bounded memory, a hard stop; an answer whole or none.

Oxigraph cannot be told to stop a join or a sort, to leave SERVICE alone or to keep within a memory limit, and an
answer cut off by an error looks whole (measured, see graph/README.md). A forked child that may open nothing can do
no harm, and the parent hands its answer on only after it has ended well. The parent must run no other thread.
"""

import asyncio
import contextlib
import faulthandler
import os
import select
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from graph.sparql import QueryError

Work = Callable[[IO[bytes]], None]
"""Writes the answer into the file that it is given, or raises `QueryError`."""

CAN_FORK = hasattr(os, "fork")
_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use: seconds, rows (or triples) and bytes of its answer, bytes of memory of its own."""

    seconds: float = 30.0
    rows: int = 1_000_000
    size: int = 256 * 2**20
    memory: int = 2 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class _Child:
    pid: int
    ended: int
    output: IO[bytes]
    limits: Limits


def run(work: Work, limits: Limits) -> IO[bytes]:
    """Do the work in a process of its own and return its answer, a file at its start.

    Where a process cannot fork (Windows) the work is done here, without limits.

    Raises:
        QueryError: the work raised one, or was stopped at a limit.
    """
    if not CAN_FORK:
        output = tempfile.TemporaryFile()  # noqa: SIM115 - handed on to the caller
        work(output)
        output.seek(0)
        return output
    child = _start(work, limits)
    try:
        in_time, _, _ = select.select([child.ended], [], [], limits.seconds)
    except BaseException:
        _stop(child)
        raise
    return _finish(child, in_time=bool(in_time))


async def run_async(work: Work, limits: Limits) -> IO[bytes]:
    """As `run`, leaving the event loop free while the child works."""
    child = _start(work, limits)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(child.ended, ended.set)
    try:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), limits.seconds)
    except BaseException:
        loop.remove_reader(child.ended)
        _stop(child)
        raise
    loop.remove_reader(child.ended)
    return _finish(child, in_time=ended.is_set())


def _start(work: Work, limits: Limits) -> _Child:
    output = tempfile.TemporaryFile()  # noqa: SIM115 - handed on to the caller
    read_end, write_end = os.pipe()  # the child alone keeps the write end: it closes when the child ends, however
    pid = os.fork()
    if pid == 0:
        _live(work, output, limits)
    os.close(write_end)
    return _Child(pid=pid, ended=read_end, output=output, limits=limits)


def _live(work: Work, output: IO[bytes], limits: Limits) -> NoReturn:
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # The engine aborts with last words when memory runs out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        faulthandler.disable()
        _confine(limits)
        try:
            work(output)
            status = 0
        except QueryError as error:
            output.seek(0)
            output.truncate()
            output.write(f"{error.kind}\n{error.problem}\n{error.remedy}".encode())
            status = _TOLD
        output.flush()
    finally:
        os._exit(status)


def _confine(limits: Limits) -> None:
    import resource  # noqa: PLC0415 - Windows has none, and never comes here

    with contextlib.suppress(OSError, ValueError):  # where there is no /proc, the other limits hold
        in_use = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (in_use + limits.memory, in_use + limits.memory))
    seconds = int(limits.seconds) + 2  # should the parent be gone
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # no socket and no file can be opened from here on


def _stop(child: _Child) -> int:
    os.kill(child.pid, signal.SIGKILL)
    os.close(child.ended)
    return os.waitpid(child.pid, 0)[1]


def _finish(child: _Child, *, in_time: bool) -> IO[bytes]:
    status = _stop(child)
    if not in_time:
        raise QueryError("time", f"stopped after {child.limits.seconds:g} seconds", "ask for less, or with LIMIT")
    child.output.seek(0)
    if status == 0:
        return child.output
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _TOLD:
        kind, problem, remedy = child.output.read().decode("utf-8", "replace").split("\n")
        raise QueryError(kind, problem, remedy)
    memory = f"{child.limits.memory / 2**20:,.0f} MiB"
    raise QueryError("memory", f"stopped: it needs more memory than {memory}", "ask for less, or with LIMIT")
