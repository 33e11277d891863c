"""Deletes the files of who has been away for two years, after two warnings by email.

A log-in starts the two years anew. The warnings are rows of the outbox, whose keys name the last log-in: each
is written once, and nothing is deleted before the second one was sent and has had its days. So a server that
stood still, or could not send, makes everything later and nothing unannounced.
"""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from applicants.documents.models import Document, DocumentVersion
from applicants.documents.uploading import delete_document
from applicants.letters.letter_files import delete_file_of
from applicants.letters.models import Letter, LetterFile
from applicants.mail.models import Mail
from applicants.mail.querysets import WARNING
from applicants.profile.models import Applicant, User
from applicants.profile.timezones import local_date
from programs.formatting import day_words

YEARS = 2
# So many days before the deletion each warning goes out.
WARN_DAYS = (60, 14)
# No two years have fewer days; a day less, because no clock on earth is further ahead of UTC.
SHORTEST = datetime.timedelta(days=YEARS * 365 - max(WARN_DAYS) - 1)


def retain() -> dict[str, int]:
    """Warn, and delete what is due; return how many warnings were written and how many files are gone."""
    done = {"warnings": 0, "files of people long away": 0}
    for user in who_is_away(timezone.now()):
        warnings = absence_warnings(user)
        number = sum(mail is not None for mail in warnings)
        today, day = local_date(user.applicant.time_zone, timezone.now()), deletion_day(user, warnings)
        if number < len(WARN_DAYS) and is_sent(warnings[:number]):
            if (day - today).days <= WARN_DAYS[number]:
                done["warnings"] += warn(user, number, max(day, today + days(WARN_DAYS[number])))
        elif is_sent(warnings) and today >= day:
            done["files of people long away"] += delete_files_of(user)
    return done


def who_is_away(now: datetime.datetime) -> QuerySet:
    """Accounts with files whose two years may be over before long, with ``seen_at``. One query."""
    documents = DocumentVersion.objects.filter(document__applicant__user=OuterRef("pk"))
    letters = LetterFile.objects.filter(letter__applicant__user=OuterRef("pk"))
    away = User.objects.away_since(now - SHORTEST).select_related("applicant")
    return away.filter(Exists(documents) | Exists(letters)).order_by("pk")


def days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def key_of(user: User, number: int) -> str:
    """The key of a warning; after another log-in it is another one."""
    return f"{WARNING}files:{user.pk}:{user.seen_at:%Y-%m-%dT%H:%M:%S}:{number}"


def absence_warnings(user: User) -> list[Mail | None]:
    """Both warnings of somebody's present absence; None where one was not written. One query."""
    keys = [key_of(user, number) for number in range(len(WARN_DAYS))]
    found = {mail.key: mail for mail in user.mails.filter(key__in=keys)}
    return [found.get(key) for key in keys]


def is_sent(mails: list[Mail | None]) -> bool:
    return all(mail is not None and mail.sent_at is not None for mail in mails)


def two_years_after(day: datetime.date) -> datetime.date:
    """The same day two years later; the first of March after a leap day."""
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:
        return datetime.date(day.year + YEARS, 3, 1)


def deletion_day(user: User, warnings: list[Mail | None]) -> datetime.date:
    """The own day on which files go: two years after the log-in, or later if a warning was late."""
    zone = user.applicant.time_zone
    announced = [
        local_date(zone, mail.sent_at) + days(before)
        for mail, before in zip(warnings, WARN_DAYS, strict=True)
        if mail and mail.sent_at
    ]
    return max([two_years_after(local_date(zone, user.seen_at)), *announced])


def warn(user: User, number: int, day: datetime.date) -> int:
    """Write a warning into the outbox; return 1, or 0 when another process was faster."""
    key = key_of(user, number)
    facts = {"to": user.email, "user": user, "subject": "Your files will be deleted"}
    return int(Mail.objects.get_or_create(key=key, defaults=facts | {"text": text_of(user, day)})[1])


def text_of(user: User, day: datetime.date) -> str:
    """What a warning says; no names of files, which a bystander could read."""
    seen = day_words(local_date(user.applicant.time_zone, user.seen_at))
    lines = [
        f"You last logged in to the USCE portal on {seen}.",
        f"On {day_words(day)} we will delete your documents and the letters that writers handed over.",
        "",
        f"To keep them, log in before that day: {settings.PORTAL_URL}{reverse('account_login')}",
        "",
        "Everything else in your account stays. We delete files after 24 months without a log-in, so that",
        "private documents do not lie here forgotten.",
    ]
    return "\n".join(lines)


@transaction.atomic
def delete_files_of(user: User) -> int:
    """Delete somebody's documents and handed-over letters; return how many, 0 after a log-in meanwhile.

    The account's row is held, so that a log-in either comes first or finds the files gone.
    """
    held = User.objects.select_for_update().filter(pk=user.pk, last_login=user.last_login)
    if not held.exists():
        return 0
    applicant = Applicant.objects.get(user=user)
    documents = list(Document.objects.filter(applicant=applicant).with_versions())
    letters = list(Letter.objects.filter(applicant=applicant, file__isnull=False))
    count = sum(len(document.versions.all()) for document in documents) + len(letters)
    for document in documents:
        delete_document(document, None)
    for letter in letters:
        delete_file_of(letter, None)
    return count
