"""Index of what advisors keep true for everybody: seasons, entry rules, advice, costs."""

from applicants.guides.models.advice import EntryRule, StageAdvice
from applicants.guides.models.arrival import ArrivalStep, LeadTime
from applicants.guides.models.costs import CostFigure
from applicants.guides.models.seasons import Season, SeasonDate

__all__ = ["ArrivalStep", "CostFigure", "EntryRule", "LeadTime", "Season", "SeasonDate", "StageAdvice"]
