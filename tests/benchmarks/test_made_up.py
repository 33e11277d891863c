"""Made-up records say something of every fact, so that the benchmarks run on whole programs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from benchmarks.made_up import Recombiner
from programs.curation.importing.closed_programs import check_either_shape
from programs.curation.importing.shipped_files import PROGRAM_FILES

CATALOG = Path(settings.BASE_DIR) / "fixtures" / "catalog"


def real_records() -> Iterator[dict[str, Any]]:
    """Yield the shipped records as the importer completes them."""
    for name in PROGRAM_FILES:
        for line in (CATALOG / name).read_text().splitlines():
            record = check_either_shape(json.loads(line)).record
            assert record is not None
            yield record


def test_a_made_up_record_has_the_facts_of_a_real_one() -> None:
    real = list(real_records())
    keys = {frozenset(record) for record in real}
    made = list(Recombiner(real, ["Urology"], 20, seed=1).records())
    assert ({frozenset(record) for record in made}, len(keys)) == (keys, 1)


def test_the_same_seed_and_count_make_the_same_records() -> None:
    real = list(real_records())
    first, second, other = (list(Recombiner(real, ["Urology"], 5, seed).records()) for seed in (1, 1, 2))
    assert (first == second, first == other) == (True, False)
