"""Fill the configured database with many programs made from the real records' facts.

Whatever is derived (record, prices, dates, index row, card) comes from the product's own code; only
the writing is done many rows at a time. The same seed and count give the same rows.

    python -m benchmarks.generate 100000
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.db.models import prefetch_related_objects  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.made_up import Recombiner, Record  # noqa: E402
from programs.choices import ChangeAction  # noqa: E402
from programs.curation.importing import shipped_files  # noqa: E402
from programs.curation.importing.closed_programs import check_either_shape  # noqa: E402
from programs.curation.publishing import review_items  # noqa: E402
from programs.curation.publishing.changes import build_derived, specialty_parents  # noqa: E402
from programs.curation.publishing.record_rows import KnownRows, build_part, column_values  # noqa: E402
from programs.curation.publishing.reindexing import mark_derived  # noqa: E402
from programs.models import Card, CatalogVersion, Change, Host, Program, SearchDocument, Source, Specialty  # noqa: E402
from programs.models.program_rows import LINE_MODELS  # noqa: E402
from programs.pages.cards import card_of  # noqa: E402

SEED = 20_261_123
CHUNK = 1000
CATALOG = Path(settings.BASE_DIR) / "fixtures" / "catalog"
SpecialtyLink = Program.specialties.through


def real_records() -> list[Record]:
    """Return the shipped records as the importer checks and completes them."""
    lines = [
        line for name in shipped_files.PROGRAM_FILES for line in (CATALOG / name).read_text().splitlines()
    ]
    checked = [check_either_shape(json.loads(line)).record for line in lines if line.strip()]
    return [record for record in checked if record is not None]


def chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield the records, so many at a time."""
    rest = iter(records)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


class Filling:
    """One run: what records point at, and the rows written so far."""

    def __init__(self, records: list[Record]) -> None:
        self.known = KnownRows.load()
        self.parents = specialty_parents()
        self.today = timezone.localdate()
        self.create_hosts(records)

    def create_hosts(self, hosts: list[Record]) -> None:
        """Create all hosts at once, with slugs as the importer gives them."""
        rows = []
        for host in hosts:
            row = Host(name=host["name"], city=host["city"] or "", state=host["state"] or "")
            row.slug = self.known.free_slug(row.natural_slug)
            self.known.host_slugs.add(row.slug)
            rows.append(row)
        Host.objects.bulk_create(rows, batch_size=CHUNK)
        self.known = KnownRows.load()

    def program(self, record: Record) -> tuple[Program, SearchDocument]:
        """Return an unsaved program and its unsaved index row."""
        host, provider = self.known.host(record), self.known.provider(record)
        program = Program(host=host, provider=provider, **column_values(record))
        return program, build_derived(program, record, self.parents)

    @transaction.atomic
    def write(self, records: list[Record]) -> None:
        """Write some programs with everything that hangs on them."""
        pairs = [self.program(record) for record in records]
        programs = Program.objects.bulk_create([program for program, _ in pairs])
        entries = [entry for _, entry in pairs]
        for program, entry in zip(programs, entries, strict=True):
            entry.program = program
        SearchDocument.objects.bulk_create(entries)
        self.write_parts(programs, records)
        prefetch_related_objects(programs, "silences")
        Card.objects.bulk_create([card_of(program, self.today) for program in programs])
        review_items.queue_programs(programs, self.today)
        Change.objects.bulk_create(
            Change(program=program, action=ChangeAction.CREATED) for program in programs
        )

    def write_parts(self, programs: list[Program], records: list[Record]) -> None:
        """Write specialties, fees, requirements, windows, sources, limits and differences."""
        pairs = list(zip(programs, records, strict=True))
        for key, model in {**LINE_MODELS, "sources": Source}.items():
            self.write_part(model, [(program, line) for program, record in pairs for line in record[key]])
        SpecialtyLink.objects.bulk_create(
            SpecialtyLink(program=program, specialty=self.known.specialties[name])
            for program, record in pairs
            for name in record["specialties"]
        )

    def write_part(self, model: type[models.Model], lines: list[tuple[Program, Record]]) -> None:
        """Write the rows of one kind."""
        model.objects.bulk_create(
            (build_part(program, model, line, self.known) for program, line in lines), CHUNK
        )


def load_vocabularies() -> None:
    """Create tables, specialties and requirements."""
    call_command("migrate", verbosity=0)
    shipped_files.load_specialties(CATALOG / "specialties.json")
    shipped_files.load_requirements(CATALOG / "requirements.json")
    shipped_files.load_guide(CATALOG.parent / "guide.json")


def show_progress(written: int, count: int, seconds: float) -> None:
    """Say how far we are: on one line of a terminal, elsewhere now and then."""
    if sys.stdout.isatty():
        print(f"\r  {written:,} programs, {seconds:.0f} s", end="\n" if written == count else "", flush=True)
    elif written == count or written % (20 * CHUNK) == 0:
        print(f"  {written:,} programs, {seconds:.0f} s", flush=True)


def fill(count: int, seed: int = SEED) -> None:
    """Fill an empty database with ``count`` programs."""
    load_vocabularies()
    if Program.objects.exists():
        raise SystemExit("The database already has programs.")
    started = time.monotonic()
    names = list(Specialty.objects.values_list("name", flat=True))
    recombiner = Recombiner(real_records(), names, count, seed)
    filling, written = Filling(recombiner.hosts.things), 0
    for records in chunks(recombiner.records()):
        filling.write(records)
        written += len(records)
        show_progress(written, count, time.monotonic() - started)
    with transaction.atomic():
        CatalogVersion.advance(rebuild=True)
        mark_derived()
    with connection.cursor() as cursor:  # the peers' queries are planned by the tables' statistics
        cursor.execute("ANALYZE")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    fill(arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
