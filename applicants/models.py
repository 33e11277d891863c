"""Index of the applicants app's models, room by room."""

from applicants.profile.models import User

__all__ = ["User"]
