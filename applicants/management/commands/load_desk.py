"""Deprecated alias of ``load_reference_data``: docs/deploy.md#former-names-of-commands."""

from applicants.management.commands.load_reference_data import Command

__all__ = ["Command"]
