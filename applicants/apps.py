"""The applicants app: one applicant's own work, and the accounts of everybody."""

from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    """Accounts and, package by package, an applicant's own work."""

    name = "applicants"
    verbose_name = "Accounts and guides"
