"""Index of the applications package's models."""

from applicants.applications.models.application import Application
from applicants.applications.models.parts import (
    AlternativeDates,
    ChecklistLine,
    Payment,
    SentFile,
    StatusChange,
)

__all__ = [
    "AlternativeDates",
    "Application",
    "ChecklistLine",
    "Payment",
    "SentFile",
    "StatusChange",
]
