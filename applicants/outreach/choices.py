"""Closed lists of the outreach package."""

from django.db.models import TextChoices


class Purpose(TextChoices):
    """What a text is for."""

    OBSERVERSHIP = "observership", "Ask a physician for an observership"
    COORDINATOR = "coordinator", "Ask a department’s coordinator"
    RESEARCH = "research", "Ask for research work"
    ALUMNUS = "alumnus", "Ask a graduate of your school"
    FOLLOW_UP_1 = "follow_up_1", "First follow-up"
    FOLLOW_UP_2 = "follow_up_2", "Second and last follow-up"
    OTHER = "other", "Something else"


FOLLOW_UPS = (Purpose.FOLLOW_UP_1, Purpose.FOLLOW_UP_2)


class OutreachStatus(TextChoices):
    """How far writing to somebody is."""

    DRAFTED = "drafted", "Draft"
    SENT = "sent", "Sent"
    FOLLOWED_UP_ONCE = "followed_up_once", "Followed up once"
    FOLLOWED_UP_TWICE = "followed_up_twice", "Followed up twice"
    STOPPED = "stopped", "Stopped"
    REPLIED = "replied", "Replied"


class OutreachResult(TextChoices):
    """What somebody answered."""

    YES = "yes", "Yes"
    MAYBE = "maybe", "Maybe, or later"
    REFERRED = "referred", "They sent me to somebody else"
    WRONG_PERSON = "wrong_person", "Wrong person"
    NO = "no", "No"
