"""The applicant has seen what changed in a program: the application takes it over."""

from applicants.applications import checklists
from applicants.applications.creation import labels_by_code, next_deadline
from applicants.applications.models import Application, ChecklistLine


def sync_with_program(application: Application) -> int:
    """Make the program's record the one the applicant last saw, and return how many documents were added.

    As one edit; raise StaleError as ``Application.one_edit``. A requirement that is new gets a line on the
    checklist. Lines already there stay as they are, because they may hold the applicant's notes; only how
    long the program takes a document follows it. A deadline that was the program's moves with it; one that
    the applicant wrote stays.
    """
    if application.program is None:
        return 0
    was_theirs = next_deadline(application.record, application.created_at.date())
    record = application.program.record
    known = {(line.code, line.any_of): line for line in application.checklist.all() if line.code}
    asked = checklists.lines_of(record, labels_by_code())
    lines = [line for line in asked if (line["code"], line["any_of"]) not in known]
    for line in asked:
        if kept := known.get((line["code"], line["any_of"])):
            kept.valid_days = line["valid_days"]
    with application.one_edit():
        if application.deadline_on == was_theirs:
            application.deadline_on = next_deadline(record, application.today)
        application.record = record
        application.save(update_fields=["record", "deadline_on"])
        ChecklistLine.objects.bulk_update(known.values(), ["valid_days"])
        ChecklistLine.objects.bulk_create([ChecklistLine(application=application, **line) for line in lines])
    return len(lines)
