"""Index of what advisors keep true for everybody: seasons, entry rules, advice."""

from applicants.guides.models.advice import EntryRule, StageAdvice
from applicants.guides.models.seasons import Season, SeasonDate

__all__ = ["EntryRule", "Season", "SeasonDate", "StageAdvice"]
