"""Deprecated alias of ``refresh_catalog``: docs/deploy.md#former-names-of-commands."""

from programs.management.commands.refresh_catalog import Command

__all__ = ["Command"]
