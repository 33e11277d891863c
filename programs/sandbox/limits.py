"""What a child process may use, enforced by the kernel. Pure but for the process it runs in."""

import contextlib
import mmap
import os
import resource
import signal
import socket

CPU_SECONDS = 5
WALL_SECONDS = 20  # a busy machine gives a niced child little of each second
MEMORY_BYTES = 512 * 1024 * 1024  # of address space, the libraries' own included
OUTPUT_BYTES = 128 * 1024 * 1024
ANSWER_BYTES = 4_000_000
NICENESS = 10  # visitors' pages go first


def apply_limits(times: int = 1) -> None:
    """Limit the current process for good; what is open stays open. ``times``: so many times as long.

    With no new descriptor allowed it can open no file and no socket, so it reaches neither disk nor network.
    """
    os.nice(NICENESS)
    for number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)  # the default ends the process, whatever holds the interpreter
    signal.alarm(WALL_SECONDS * times)
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS * times),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_NPROC, 0),  # a process of its own would have a clock of its own; root is not held
    ):
        resource.setrlimit(what, (most, most))


def missing_limits() -> list[str]:
    """Which limits do not hold in this process, in words; [] when all do."""
    missing = [] if resource.getrlimit(resource.RLIMIT_CPU)[0] == CPU_SECONDS else ["processor time"]
    with contextlib.suppress(OSError, MemoryError, ValueError):
        mmap.mmap(-1, MEMORY_BYTES).close()
        missing.append("memory")
    with contextlib.suppress(OSError):
        socket.socket().close()
        missing.append("files and network")
    return missing
