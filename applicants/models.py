"""Index of the applicants app's models, room by room."""

from applicants.applications.models import (
    AlternativeDates,
    Application,
    ChecklistLine,
    Payment,
    SentFile,
    StatusChange,
)
from applicants.contacts.models import Contact
from applicants.documents.models import Document, DocumentKind, DocumentVersion, FileAccess
from applicants.immunizations.models import Immunization, ImmunizationSection
from applicants.mail.models import Mail
from applicants.planning.models import EntryRule, Season, SeasonDate, StageAdvice
from applicants.profile.models import Answer, Applicant, Exam, User

__all__ = [
    "AlternativeDates",
    "Answer",
    "Applicant",
    "Application",
    "ChecklistLine",
    "Contact",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "EntryRule",
    "Exam",
    "FileAccess",
    "Immunization",
    "ImmunizationSection",
    "Mail",
    "Payment",
    "Season",
    "SeasonDate",
    "SentFile",
    "StageAdvice",
    "StatusChange",
    "User",
]
