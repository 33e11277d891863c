"""One changed program against many saved searches: seconds for a round of alerts.

python -m benchmarks.alerts [searches] [different]   with PORTAL_VAR set to a scratch folder
"""

import os
import random
import sys
import time


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "usce_portal.settings")
    import django  # noqa: PLC0415 - settings first

    django.setup()
    searches, different, *_ = [*map(int, sys.argv[1:]), 100_000, 100_000]
    run(searches, different)


def run(searches: int, different: int) -> None:
    """Keep the searches, change one program, and time the round that tells of it."""
    from applicants.alerts.creation import make_alerts  # noqa: PLC0415 - the same
    from applicants.models import Applicant, SavedSearch, User  # noqa: PLC0415
    from programs.choices import ChangeAction  # noqa: PLC0415
    from programs.curation.publishing.changes import apply_change  # noqa: PLC0415
    from programs.models import Program, Specialty  # noqa: PLC0415
    from programs.search import SearchQuery, conditions_of  # noqa: PLC0415
    from programs.us_states import USState  # noqa: PLC0415

    chance = random.Random(4)
    names = list(Specialty.objects.values_list("name", flat=True))
    user = User.objects.get_or_create(email="bench@example.org")[0]
    applicant = Applicant.objects.get_or_create(user=user)[0]
    SavedSearch.objects.all().delete()

    def query(number: int) -> SearchQuery:
        ticked = {
            "specialty": (chance.choice(names),),
            "state": tuple(sorted(chance.sample(USState.values, 1 + number % 3))),
            "price_max": (chance.choice(["0", "500", "1000", "2000"]),),
            "type": (chance.choice(["observership", "externship", "elective", "research"]),),
        }
        return SearchQuery(ticked=ticked, includes_unstated=bool(number % 2))

    questions = [conditions_of(query(number)) for number in range(different)]
    rows = (
        SavedSearch(applicant=applicant, name="A search", query="", conditions=questions[number % different])
        for number in range(searches)
    )
    SavedSearch.objects.bulk_create(rows, batch_size=5000)
    while make_alerts():
        pass
    program = Program.objects.published().order_by("pk").first()
    assert program is not None
    program.is_free = not program.is_free
    program.save(update_fields=["is_free"])
    apply_change(program.pk, ChangeAction.EDITED)
    started = time.perf_counter()
    make_alerts()
    seconds = time.perf_counter() - started
    print(f"{searches:,} searches, {len(set(questions)):,} different: {seconds:.2f} s")


if __name__ == "__main__":
    main()
