"""Runs code that reads foreign files in child processes that can neither hang, grow nor call anybody."""

from programs.sandbox.pool import BusyError, SandboxError, StoppedError, run, start

__all__ = ["BusyError", "SandboxError", "StoppedError", "run", "start"]
