"""Index of the applicants app's models, package by package."""

from applicants.alerts.models import Alert, AlertProgress, SavedSearch
from applicants.applications.models import (
    AlternativeDates,
    Application,
    ApplicationMove,
    ChecklistLine,
    Payment,
    SentFile,
)
from applicants.contacts.models import Contact
from applicants.documents.models import Document, DocumentKind, DocumentVersion, FileAccess
from applicants.guides.models import (
    ArrivalStep,
    CostFigure,
    EntryRule,
    Funding,
    LeadTime,
    MatchFigure,
    PathwayStep,
    Season,
    SeasonDate,
    StageAdvice,
    VisaStep,
)
from applicants.immunizations.models import Immunization, ImmunizationSection
from applicants.letters.models import (
    Assignment,
    Letter,
    LetterFile,
    LetterLink,
    LetterMove,
    LetterQuestion,
    LetterStep,
    LetterTarget,
    ResidencyProgram,
)
from applicants.mail.models import JobRound, Mail
from applicants.outreach.models import Outreach, OutreachSample, OutreachSettings, OutreachTemplate
from applicants.plans.models import PathwayProgress, Trip, TripCost, TripDay, TripRotation
from applicants.profile.models import Answer, Applicant, Exam, RateCount, User

__all__ = [
    "Alert",
    "AlertProgress",
    "AlternativeDates",
    "Answer",
    "Applicant",
    "Application",
    "ApplicationMove",
    "ArrivalStep",
    "Assignment",
    "ChecklistLine",
    "Contact",
    "CostFigure",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "EntryRule",
    "Exam",
    "FileAccess",
    "Funding",
    "Immunization",
    "ImmunizationSection",
    "JobRound",
    "LeadTime",
    "Letter",
    "LetterFile",
    "LetterLink",
    "LetterMove",
    "LetterQuestion",
    "LetterStep",
    "LetterTarget",
    "Mail",
    "MatchFigure",
    "Outreach",
    "OutreachSample",
    "OutreachSettings",
    "OutreachTemplate",
    "PathwayProgress",
    "PathwayStep",
    "Payment",
    "RateCount",
    "ResidencyProgram",
    "SavedSearch",
    "Season",
    "SeasonDate",
    "SentFile",
    "StageAdvice",
    "Trip",
    "TripCost",
    "TripDay",
    "TripRotation",
    "User",
    "VisaStep",
]
