"""Index of what advisors keep true for everybody: seasons, rules, advice, costs, figures."""

from applicants.guides.models.advice import EntryRule, StageAdvice
from applicants.guides.models.arrival import ArrivalStep, LeadTime
from applicants.guides.models.costs import CostFigure
from applicants.guides.models.figures import MatchFigure
from applicants.guides.models.funding import Funding
from applicants.guides.models.rotations import RotationTip
from applicants.guides.models.seasons import Season, SeasonDate
from applicants.guides.models.skills import Skill
from applicants.guides.models.specialties import Society, SpecialtyAdvice
from applicants.guides.models.steps import PathwayStep, VisaStep

__all__ = [
    "ArrivalStep",
    "CostFigure",
    "EntryRule",
    "Funding",
    "LeadTime",
    "MatchFigure",
    "PathwayStep",
    "RotationTip",
    "Season",
    "SeasonDate",
    "Skill",
    "Society",
    "SpecialtyAdvice",
    "StageAdvice",
    "VisaStep",
]
