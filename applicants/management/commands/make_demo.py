"""manage.py make_demo: somebody to log in as, on a developer's machine."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from applicants.demo import make_demo


class Command(BaseCommand):
    """Makes an applicant and an advisor on a database without accounts; prints their log-ins until used."""

    help = "Make a demo applicant and a demo advisor (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, unless this is production."""
        if settings.IS_PRODUCTION:
            raise CommandError("Demo accounts have a known password and are never made in production.")
        if lines := make_demo():
            self.stdout.write("Demo accounts to log in with:\n" + "\n".join(lines))
