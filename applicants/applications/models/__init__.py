"""Index of the applications package's models."""

from applicants.applications.models.application import Application
from applicants.applications.models.parts import (
    AlternativeDates,
    ApplicationMove,
    ChecklistLine,
    Payment,
    SentFile,
)

__all__ = [
    "AlternativeDates",
    "Application",
    "ApplicationMove",
    "ChecklistLine",
    "Payment",
    "SentFile",
]
