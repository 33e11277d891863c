"""A whole copy of the database at one moment, and back: SQLite's own backup, or pg_dump and pg_restore."""

import contextlib
import os
import sqlite3
import subprocess
from pathlib import Path
from typing import cast

from django.db import connection, transaction
from django.db.models import Field

from applicants.documents.storage import FILE_MODE, wait_for_disk
from applicants.documents.stored_paths import known_paths, path_fields

SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"

# How PostgreSQL's programs are told what our connection knows; on a command line others would see it.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


class CopyError(Exception):
    """The database could not be copied, with why."""


def copy_to(folder: Path) -> set[str]:
    """Write a copy of the database into a folder; return the paths of all files that it knows."""
    if connection.vendor == "sqlite":
        return copy_sqlite(folder / SQLITE)
    return dump_postgresql(folder / POSTGRESQL)


def copy_sqlite(target: Path) -> set[str]:
    """Write what SQLite holds at this moment; nothing that was deleted is in it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    force(target)
    with contextlib.closing(sqlite3.Connection(target)) as copy:
        return {
            path
            for model, name in path_fields()
            for field in [cast("Field", model._meta.get_field(name))]
            for (path,) in copy.execute(f"SELECT {field.column} FROM {model._meta.db_table}")  # noqa: S608
        }


def dump_postgresql(target: Path) -> set[str]:
    """Write what PostgreSQL holds at this moment; rows and dump are of one snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        known = known_paths()
        run("pg_dump", "-Fc", "--no-owner", f"--snapshot={snapshot}", "-f", str(target))
    force(target)
    return known


def copy_from(folder: Path) -> None:
    """Fill the empty database with a copy."""
    if connection.introspection.table_names():
        raise CopyError("The database is not empty. Restore into a new one.")
    name = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    if not (folder / name).exists():
        raise CopyError(f"The backup holds no {name}; it is of another kind of database.")
    if connection.vendor != "sqlite":
        run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(folder / name))
        return
    connection.ensure_connection()
    with contextlib.closing(sqlite3.Connection(folder / name)) as copy:
        copy.backup(connection.connection)


def run(program: str, *options: str) -> None:
    """Run one of PostgreSQL's own programs on our database; raise CopyError when it is not there or fails."""
    given = connection.get_connection_params()
    command = [program, "-d", given["dbname"], *options]
    env = os.environ | {variable: str(given[name]) for name, variable in VARIABLES.items() if given.get(name)}
    try:
        subprocess.run(command, env=env, check=True, capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError as error:
        raise CopyError(f"{program} is not installed; it comes with PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise CopyError(f"{program} failed: {error.stderr.strip()[-500:]}") from error


def force(path: Path) -> None:
    """Let nobody else read a file, and wait until the disk has it."""
    path.chmod(FILE_MODE)
    wait_for_disk(path)
    wait_for_disk(path.parent)
