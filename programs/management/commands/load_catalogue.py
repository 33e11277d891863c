"""Deprecated alias of ``load_catalog``: docs/deploy.md#former-names-of-commands."""

from programs.management.commands.load_catalog import Command

__all__ = ["Command"]
