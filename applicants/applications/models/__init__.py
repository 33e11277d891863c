"""Index of the applications package's models."""

from applicants.applications.models.application import Application
from applicants.applications.models.checklist import ChecklistLine
from applicants.applications.models.history import ApplicationMove, SentFile
from applicants.applications.models.plan import AlternativeDates, Payment

__all__ = [
    "AlternativeDates",
    "Application",
    "ApplicationMove",
    "ChecklistLine",
    "Payment",
    "SentFile",
]
