"""The kinds of days on the agenda."""

from collections.abc import Mapping

from django.db.models import TextChoices


class EntryKind(TextChoices):
    """What falls on a day of the agenda."""

    DEADLINE = "deadline", "Deadline"
    OPENS = "opens", "Opens"
    NEXT_ACTION = "next_action", "To do"
    REPLY_BY = "reply_by", "Offer"
    NO_REPLY = "no_reply", "No reply"
    STARTS = "starts", "Start"
    ENDS = "ends", "End"
    PAYMENT = "payment", "Payment"
    REFUND = "refund", "Refund"
    VISA = "visa", "Visa"
    EXAM = "exam", "Exam"
    SEASON = "season", "Season"
    RENEW = "renew", "Renew"
    EXPIRES = "expires", "Expires"
    IN_TOUCH = "in_touch", "Contact"
    FOLLOW_UP = "follow_up", "Outreach"
    LETTER = "letter", "Letter"
    PLAN = "plan", "Trip"


# The words of the button that leads to where one does it, and where on the application's page that is.
BUTTONS: Mapping[EntryKind, str] = {
    EntryKind.DEADLINE: "Prepare",
    EntryKind.NEXT_ACTION: "Open",
    EntryKind.REPLY_BY: "Answer",
    EntryKind.NO_REPLY: "Follow up",
    EntryKind.ENDS: "Mark completed",
    EntryKind.PAYMENT: "Add payment day",
    EntryKind.VISA: "Update",
    EntryKind.EXAM: "Add result",
    EntryKind.RENEW: "Renew",
    EntryKind.IN_TOUCH: "Write",
    EntryKind.FOLLOW_UP: "Write",
    EntryKind.LETTER: "Open letter",
    EntryKind.PLAN: "Open steps",
}
PLACES: Mapping[EntryKind, str] = {EntryKind.PAYMENT: "money-h", EntryKind.RENEW: "documents"}
# What waits for the applicant: it is overdue once its day is past. The rest merely happens.
TASKS = frozenset(
    {
        EntryKind.DEADLINE,
        EntryKind.NEXT_ACTION,
        EntryKind.REPLY_BY,
        EntryKind.NO_REPLY,
        EntryKind.PAYMENT,
        EntryKind.RENEW,
        EntryKind.IN_TOUCH,
        EntryKind.FOLLOW_UP,
        EntryKind.LETTER,
        EntryKind.PLAN,
    }
)
