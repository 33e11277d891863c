"""Closed lists of the guides."""

from django.db.models import TextChoices


class SeasonEvent(TextChoices):
    """The days of a season that applicants wait for."""

    ERAS_OPENS = "eras_opens", "MyERAS opens"
    ERAS_SUBMIT = "eras_submit", "First day to submit in ERAS"
    PROGRAMS_SEE = "programs_see", "Residency programs see applications"
    NRMP_OPENS = "nrmp_opens", "NRMP registration opens"
    RANK_LIST_DUE = "rank_list_due", "Rank order lists are due"
    MATCH_WEEK = "match_week", "Match Week starts"
    MATCH_DAY = "match_day", "Match Day"
    ERAS_ENDS = "eras_ends", "ERAS season ends"


class VisitActivity(TextChoices):
    """What a visitor does in the US."""

    ELECTIVE = "elective", "Elective or clerkship as a student"
    OBSERVING = "observing", "Observing, no patient care"
    HANDS_ON = "hands_on", "Hands-on work as a graduate"
    RESEARCH = "research", "Research"


class VisaClass(TextChoices):
    """The ways into the US that a trip is planned with."""

    B1 = "B-1", "B-1 visitor visa"
    ESTA = "ESTA", "ESTA (Visa Waiver)"
    J1 = "J-1", "J-1 exchange visitor"
    F1 = "F-1", "F-1 student"
    NOT_NEEDED = "none", "No visa needed, or I have one"


class Nationality(TextChoices):
    """Which travel rules hold for a passport."""

    US = "us", "US citizen or permanent resident"
    VISA_WAIVER = "visa_waiver", "Passport of a Visa Waiver country (ESTA)"
    OTHER = "other", "Any other passport"


class Grade(TextChoices):
    """How good a source is."""

    OFFICIAL = "official", "Official source"
    INSTITUTION = "institution", "Institution, or press quoting the official source"
    OTHER = "other", "Advisor, seller or blog"
    COMPUTED = "computed", "Computed from a rule"


class Caveat(TextChoices):
    """Why a source is to be read with care."""

    OLD = "old", "About three years old or older"
    SELLER = "seller", "The seller's own words"
    WEAK = "weak", "The page does not say how it knows"


class CostKind(TextChoices):
    """What a trip costs money for."""

    PROGRAM = "program", "Program fees"
    RENT = "rent", "Rent"
    VISA = "visa", "Visa"
    FLIGHT = "flight", "Flight"
    HEALTH_INSURANCE = "health_insurance", "Health insurance"
    FOOD = "food", "Food"
    TRANSPORT = "transport", "Local transport"
    MALPRACTICE = "malpractice", "Malpractice insurance"
    HEALTH = "health", "Vaccines and tests"
    DOCUMENTS = "documents", "Documents and checks"
    EXAM = "exam", "Exams and certification"
    MATCH = "match", "ERAS and the Match"
    OTHER = "other", "Other"


class CostPer(TextChoices):
    """What a figure is for: one of it, or so long a time."""

    ONCE = "once", "once"
    NIGHT = "night", "a night"
    MONTH = "month", "a month"


class FundingOffer(TextChoices):
    """What a row about funding offers."""

    MONEY = "money", "Money"
    PROGRAM = "program", "Free programs"
    SERVICE = "service", "Free help"
    DISCOUNT = "discount", "Discounts"
    FACT = "fact", "Good to know"
    TIP = "tip", "Tips"
    WARNING = "warning", "Warnings"


class FigureScope(TextChoices):
    """What figures of the Match are about."""

    OVERALL = "overall", "The whole Match"
    SPECIALTY = "specialty", "A specialty"
    STATE = "state", "A state"
    STATE_SPECIALTY = "state_specialty", "A specialty in a state"


class PercentOf(TextChoices):
    """What a percent is of."""

    FILLED = "filled", "positions filled"
    OFFERED = "offered", "positions offered"


class VisaStepKind(TextChoices):
    """What a row about a visa is."""

    STEP = "step", "Steps"
    RULE = "rule", "Rules"
    WARNING = "warning", "Warnings"
    WAIT_TIME = "wait_time", "Waiting times"
    FIGURE = "figure", "Fees"
    TIP = "tip", "Tips"


class PathwayStage(TextChoices):
    """The parts of the way to residency, in their usual order."""

    PLAN = "plan", "Plan"
    CERTIFICATION = "certification", "ECFMG certification"
    EXAMS = "exams", "USMLE exams"
    CLINICAL_SKILLS = "clinical_skills", "Clinical skills (Pathways)"
    ENGLISH = "english", "English"
    APPLY = "apply", "Applying to residency"
    STEP3 = "step3", "Step 3"
    AFTER_MATCH = "after_match", "After the Match"
    LATER = "later", "Later"


class SpecialtyAdviceKind(TextChoices):
    """Who speaks of a specialty, or what the row is."""

    SOCIETY = "society", "What societies advise"
    FACT = "fact", "What was counted"
    ADVISER = "adviser", "What advisors say"
    PROGRAM = "program", "What single residency programs ask"


class SocietyKind(TextChoices):
    """What a society or program is to an IMG."""

    IMG = "img", "IMG societies"
    MENTORS = "mentors", "Mentor programs"
    HELP = "help", "Programs that help"
    SPECIALTY = "specialty", "Societies of a specialty"
    NATIONAL = "national", "National societies"
    STATE = "state", "State and county societies"
    EXAM = "exam", "Who runs exams, certification and the Match"
    ONLINE = "online", "Groups online"


class RotationPhase(TextChoices):
    """The parts of a rotation, in their order."""

    BEFORE = "before", "Before it begins"
    FIRST_DAY = "first_day", "First day"
    WEEK_1 = "week_1", "First week"
    DAILY = "daily", "Every day"
    MID = "mid", "Halfway"
    LAST_WEEK = "last_week", "Last week and after"
    EVENING = "evening", "Evenings: Step 3"
    ANY = "any", "Any day"


class RotationTipKind(TextChoices):
    """What a row about rotations is."""

    CHECKLIST = "checklist", "To do"
    GOAL = "goal", "Goals"
    PROMPT = "prompt", "To ask yourself"
    WEEKEND = "weekend", "To do on a weekend"
    BEHAVIOR = "behavior", "How to behave"
    HIPAA = "hipaa", "Patients’ privacy"
    DOCUMENTATION = "documentation", "Notes"
    CULTURE = "culture", "How US teams work"
    INTERPRETER = "interpreter", "Interpreters"
    STEP3 = "step3", "Step 3 in the evening"


# What one does and ticks off; the rest is to know or to think about.
TICKED = (RotationTipKind.CHECKLIST, RotationTipKind.GOAL)


class SkillGroup(TextChoices):
    """Where on a rotation a skill belongs."""

    CLINICAL = "clinical", "At the bedside"
    ROUNDS = "rounds", "Rounds and handoffs"
    NOTES = "notes", "Notes and orders"
    EHR = "ehr", "Record system"
    COMMUNICATION = "communication", "Communication"
    SYSTEMS = "systems", "Safety and teams"
    PROCEDURES = "procedures", "Procedures"


class Competency(TextChoices):
    """The six core competencies of the ACGME: docs/sources.md#six-competencies."""

    PATIENT_CARE = "patient_care", "Patient care"
    KNOWLEDGE = "knowledge", "Medical knowledge"
    LEARNING = "learning", "Practice-based learning"
    COMMUNICATION = "communication", "Communication"
    PROFESSIONALISM = "professionalism", "Professionalism"
    SYSTEMS = "systems", "Systems-based practice"


class SkillLevel(TextChoices):
    """How somebody took part: docs/sources.md#levels-of-a-skill."""

    OBSERVED = "observed", "Observed"
    ASSISTED = "assisted", "Assisted"
    PERFORMED = "performed", "Performed under supervision"
