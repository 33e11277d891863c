"""Index of the applications package's models."""

from applicants.applications.models.application import Application
from applicants.applications.models.checklist import ChecklistLine
from applicants.applications.models.dates_and_payments import AlternativeDates, Payment
from applicants.applications.models.history import ApplicationMove, SentFile

__all__ = [
    "AlternativeDates",
    "Application",
    "ApplicationMove",
    "ChecklistLine",
    "Payment",
    "SentFile",
]
