"""What a writer does by link: agree, decline, ask, say "uploaded", hand the letter over.

Each act writes a mail to the applicant, in the same transaction: that something happened, never what.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from applicants.letters.letter_files import save_letter_file, scan_letter, write_letter_file
from applicants.letters.models import Letter, LetterLink
from applicants.letters.workflow import LetterStatus, can_move
from applicants.letters.writer_links import use_up
from applicants.mail.models import Mail
from applicants.profile.caps import CAPS

# So many questions by one letter's links; more belong into a mail.
MOST_QUESTIONS = CAPS["applicants.letterquestion"].most
HANDED = "The writer handed the letter over here as a PDF."
IN_ERAS_TOO = "The writer says that it is in ERAS too."


def tell_applicant(letter: Letter) -> None:
    """Put a mail into the outbox: there is news of a letter. It names nobody and quotes nothing."""
    page = f"{settings.PORTAL_URL}{letter.get_absolute_url()}"
    lines = [
        "There is news about one of your letters of recommendation.",
        "",
        f"See what it is: {page}",
        "",
        "You get this email because you sent a letter writer a link from the USCE portal.",
    ]
    user = letter.applicant.user
    Mail.objects.create(
        to=user.email, user=user, subject="News about one of your letters", text="\n".join(lines)
    )


def lock_letter(link: LetterLink) -> Letter:
    """A link's letter as it is now, its row held until the transaction ends.

    So of two clicks the second finds what the first one did, instead of a letter that has changed.
    """
    return Letter.objects.to_change().get(pk=link.letter_id)


def move(letter: Letter, status: LetterStatus, note: str = "") -> bool:
    """Move a held letter on by its writer's word; False when it stands there already or beyond."""
    if not can_move(letter.status, status):
        return False
    letter.move_to(status, on=letter.today, note=note, is_by_writer=True)
    return True


@transaction.atomic
def agree(link: LetterLink) -> None:
    """Note that the writer will write; the link lives on, because the letter is still to come."""
    letter = lock_letter(link)
    if move(letter, LetterStatus.AGREED):
        tell_applicant(letter)


@transaction.atomic
def decline(link: LetterLink) -> None:
    """Note that the writer will not write; it ends the link."""
    use_up(link)
    letter = lock_letter(link)
    move(letter, LetterStatus.DECLINED)
    tell_applicant(letter)


@transaction.atomic
def ask_applicant(link: LetterLink, text: str) -> bool:
    """Keep a question for the applicant; False when there were too many. The same one twice is kept once."""
    letter = lock_letter(link)
    earlier = list(letter.questions.all())
    if any(question.text == text and question.answered_at is None for question in earlier):
        return True
    if len(earlier) >= MOST_QUESTIONS:
        return False
    letter.questions.create(text=text)
    tell_applicant(letter)
    return True


@transaction.atomic
def say_uploaded(link: LetterLink, checks: Sequence[str]) -> None:
    """Note that the writer uploaded the letter in ERAS, and what it has; it ends the link."""
    use_up(link)
    letter = lock_letter(link)
    note_checks(letter, checks)
    move(letter, LetterStatus.UPLOADED)
    tell_applicant(letter)


def hand_over(link: LetterLink, file: UploadedFile, checks: Sequence[str], *, is_in_eras: bool) -> None:
    """Keep the letter itself, and note what it has; it ends the link.

    ``file`` was checked. Raise ValidationError when a scanner finds something in it, and StaleError when the
    link has ended meanwhile; nothing is written then. The file comes before its row, and the link is held.
    After any other fault it stays and is swept, because its row may have been committed.
    """
    scan_letter(file)
    with transaction.atomic():
        use_up(link)
        letter = lock_letter(link)
        save_letter_file(letter, write_letter_file(file))
        note_checks(letter, checks)
        move(letter, LetterStatus.UPLOADED, f"{HANDED} {IN_ERAS_TOO}" if is_in_eras else HANDED)
        tell_applicant(letter)


def note_checks(letter: Letter, checks: Sequence[str]) -> None:
    """Keep what a writer ticked; nothing ticked keeps what was."""
    if checks:
        letter.checks = list(checks)
        letter.save(update_fields=["checks"])
