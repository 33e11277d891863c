"""A curator with a session, for the drills of the admin."""

from benchmarks.drills.people import Person
from benchmarks.drills.site import Site

MAKE_CURATOR = """
import json
from django.test import Client
from tests.factories import make_advisor
user, client = make_advisor("curator@example.org"), Client()
client.force_login(user)
print(json.dumps([user.pk, client.cookies["sessionid"].value]))
"""


def make_curator(site: Site) -> Person:
    """Return an advisor of a site whose catalog is loaded."""
    pk, session = site.ask(MAKE_CURATOR)
    return Person(pk, session)
