"""Index of the applications room's models."""

from applicants.applications.models.application import Application, StaleError
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
    "StaleError",
    "StatusChange",
]
