"""What the catalog may know of applicants: how many use each program."""

from applicants.applications.models import Application


def people_per_program() -> dict[int, int]:
    """How many applicants have saved each program; ``settings.PROGRAM_USE`` names it."""
    return Application.objects.people_per_program()
