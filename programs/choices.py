"""The catalog's closed lists: codes and their words. A blank code, never a member, means "not stated"."""

from django.db.models import TextChoices


class ProgramType(TextChoices):
    """What kind of US clinical experience a program is."""

    CLERKSHIP = "clerkship", "Clerkship"
    ELECTIVE = "elective", "Elective"
    SUB_INTERNSHIP = "sub_internship", "Sub-internship"
    EXTERNSHIP = "externship", "Externship"
    OBSERVERSHIP = "observership", "Observership"
    RESEARCH = "research", "Research"
    TELEROTATION = "telerotation", "Tele-rotation"


class Delivery(TextChoices):
    """Where the visitor sits."""

    IN_PERSON = "in_person", "In person"
    VIRTUAL = "virtual", "Virtual"
    HYBRID = "hybrid", "Part virtual, part in person"


class Setting(TextChoices):
    """Which side of a hospital."""

    INPATIENT = "inpatient", "Inpatient only"
    OUTPATIENT = "outpatient", "Outpatient only"
    BOTH = "both", "Inpatient and outpatient"


class PatientContact(TextChoices):
    """How hands-on the experience is; the same program type differs by host."""

    HANDS_ON = "hands_on", "Hands-on"
    LIMITED = "limited", "Limited hands-on"
    OBSERVATION = "observation", "Observation only"
    NONE = "none", "No patient contact"


class Activity(TextChoices):
    """What a visitor may do, when the source says so one by one."""

    HISTORY_AND_EXAM = "history_and_exam", "Take histories and examine patients"
    NOTES = "notes", "Write notes"
    RECORD_SYSTEM = "record_system", "Use the electronic record"
    ROUNDS = "rounds", "Join rounds"
    PRESENTING = "presenting", "Present cases"
    PROCEDURES = "procedures", "Take part in procedures"


class Inclusion(TextChoices):
    """What the price includes."""

    HOUSING = "housing", "Housing"
    MEALS = "meals", "Meals"
    HEALTH_INSURANCE = "health_insurance", "Health insurance"
    MALPRACTICE_INSURANCE = "malpractice_insurance", "Malpractice insurance"
    TRANSPORT = "transport", "Local transport"
    VISA_LETTER = "visa_letter", "Letter for the visa"
    BACKGROUND_CHECK = "background_check", "Background check"
    MATERIALS = "materials", "Course materials"


class HostKind(TextChoices):
    """What kind of place the host is, in the words of the program's source."""

    ACADEMIC_MEDICAL_CENTER = "academic_medical_center", "Academic medical center"
    UNIVERSITY = "university", "University or medical school"
    TEACHING_HOSPITAL = "teaching_hospital", "Teaching hospital"
    COMMUNITY_HOSPITAL = "community_hospital", "Community hospital"
    HEALTH_SYSTEM = "health_system", "Health system"
    CLINIC = "clinic", "Clinic or private practice"
    SOCIETY = "society", "Medical society"
    AGENCY = "agency", "Agency"
    OTHER = "other", "Other"


ACADEMIC_HOST_KINDS = frozenset(
    {HostKind.ACADEMIC_MEDICAL_CENTER, HostKind.UNIVERSITY, HostKind.TEACHING_HOSPITAL}
)
NOT_A_PLACE_KINDS = frozenset({HostKind.SOCIETY, HostKind.AGENCY})


class ProviderKind(TextChoices):
    """Who arranges or sells a program when that is not the host."""

    AGENCY = "agency", "Agency"
    SOCIETY = "society", "Medical society"
    UNIVERSITY = "university", "University"
    FOUNDATION = "foundation", "Foundation"
    OTHER = "other", "Other"


class Audience(TextChoices):
    """Whom a program takes, by stage of training."""

    PRECLINICAL_STUDENT = "preclinical_student", "Preclinical student"
    CLINICAL_STUDENT = "clinical_student", "Clinical student"
    FINAL_YEAR_STUDENT = "final_year_student", "Final-year student"
    GRADUATE = "graduate", "Graduate"
    RESIDENT_ABROAD = "resident_abroad", "Resident abroad"
    PRACTICING_PHYSICIAN = "practicing_physician", "Practicing physician"


class Access(TextChoices):
    """Who may come at all, whatever their documents."""

    OPEN = "open", "Open to anyone who qualifies"
    PARTNER_SCHOOL = "partner_school", "Partner schools only"
    VSLO_SCHOOL = "vslo_school", "VSLO schools only"
    HOME_SCHOOL_NOMINATION = "home_school_nomination", "Home school must nominate"
    FACULTY_SPONSOR = "faculty_sponsor", "Needs a faculty sponsor"
    SOCIETY_MEMBER = "society_member", "Society members"
    AGENCY_CUSTOMER = "agency_customer", "Booked through an agency"
    CITIZENSHIP = "citizenship", "Limited by citizenship or country"
    STATE_RESIDENTS = "state_residents", "State residents"
    EMPLOYEE_CONNECTION = "employee_connection", "Needs a tie to an employee"


# Access for few: whoever is not one of them cannot get in with any documents.
NARROW_ACCESS = frozenset(
    {
        Access.PARTNER_SCHOOL,
        Access.SOCIETY_MEMBER,
        Access.CITIZENSHIP,
        Access.STATE_RESIDENTS,
        Access.EMPLOYEE_CONNECTION,
    }
)


class ResidencySeekers(TextChoices):
    """Whether people heading for the Match are wanted."""

    WELCOME = "welcome", "Future residency applicants welcome"
    NOT_SUITABLE = "not_suitable", "Not for people seeking residency"


class FeeKind(TextChoices):
    """What a fee line pays for."""

    TUITION = "tuition", "Tuition or program fee"
    APPLICATION = "application", "Application fee"
    ADMINISTRATION = "administration", "Administration fee"
    REGISTRATION = "registration", "Registration fee"
    DEPOSIT = "deposit", "Deposit"
    INSURANCE = "insurance", "Insurance"
    HOUSING = "housing", "Housing"
    BACKGROUND_CHECK = "background_check", "Background check"
    OTHER = "other", "Other"


class FeeBasis(TextChoices):
    """What one payment of a fee line covers."""

    ONCE = "once", "once"
    DAY = "day", "per day"
    WEEK = "week", "per week"
    TWO_WEEKS = "two_weeks", "per two weeks"
    FOUR_WEEKS = "four_weeks", "per four weeks"
    MONTH = "month", "per month"
    COURSE = "course", "per course"
    YEAR = "year", "per year"


class FundingKind(TextChoices):
    """Money or kind that flows to the visitor."""

    STIPEND = "stipend", "Stipend"
    AWARD = "award", "Award"
    SALARY = "salary", "Salary"
    IN_KIND = "in_kind", "In kind"


class LetterPolicy(TextChoices):
    """Whether a letter of recommendation can come of it."""

    OFFERED = "offered", "Letter offered"
    ON_MERIT = "on_merit", "Letter on merit"
    NOT_OFFERED = "not_offered", "No letter"


class Letterhead(TextChoices):
    """Whose letterhead a letter carries."""

    HOSPITAL = "hospital", "Hospital letterhead"
    CLINIC = "clinic", "Clinic letterhead"


class RequirementLevel(TextChoices):
    """How firmly a requirement is asked; "not required" is a stated no."""

    REQUIRED = "required", "Required"
    PREFERRED = "preferred", "Preferred"
    NOT_REQUIRED = "not_required", "Said not to be required"


class RequirementGroup(TextChoices):
    """Which family of documents a requirement belongs to."""

    EXAM = "exam", "Exams"
    CERTIFICATION = "certification", "Certification and license"
    LANGUAGE = "language", "Language"
    DOCUMENT = "document", "Documents"
    HEALTH = "health", "Health"
    INSURANCE = "insurance", "Insurance"
    TRAINING = "training", "Training"
    IDENTITY = "identity", "Identity and visa"
    SCREENING = "screening", "Screening"
    OTHER = "other", "Other conditions"


class ApplicationRoute(TextChoices):
    """How one applies."""

    DIRECT = "direct", "Directly to the host"
    DEPARTMENT = "department", "Through the department"
    VSLO = "vslo", "Through VSLO"
    AGENCY = "agency", "Through the agency"
    NOMINATION = "nomination", "By nomination"
    SOCIETY = "society", "Through the society"
    LOTTERY_OR_MATCH = "lottery_or_match", "By lottery or match"


class CapacityPer(TextChoices):
    """What a number of places is counted over."""

    MONTH = "month", "per month"
    BLOCK = "block", "per block"
    YEAR = "year", "per year"
    AWARD_CYCLE = "award_cycle", "per award cycle"


class Housing(TextChoices):
    """Where the visitor sleeps."""

    PROVIDED = "provided", "Housing provided"
    ASSISTANCE = "assistance", "Help finding housing"
    NOT_PROVIDED = "not_provided", "No housing"


class Intake(TextChoices):
    """Whether the program is open, as of a date."""

    OPEN = "open", "Open"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"
    FULL = "full", "Full"
    INVITATION_ONLY = "invitation_only", "Invitation only"
    DISCONTINUED = "discontinued", "Discontinued"
    NOT_OFFERED = "not_offered", "Not offered to international applicants"


# The plain list leaves these out and links to them.
HIDDEN_INTAKES = frozenset({Intake.DISCONTINUED, Intake.NOT_OFFERED})
SHUT_INTAKES = HIDDEN_INTAKES | {Intake.PAUSED, Intake.CLOSED, Intake.FULL}


class SourceKind(TextChoices):
    """Who says it: the host or seller itself, or somebody else."""

    PRIMARY = "primary", "The host's or seller's own page"
    SECONDARY = "secondary", "Secondary source"


class Publication(TextChoices):
    """Whether visitors see a program."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


class Freshness(TextChoices):
    """Whether the proof is fresh enough; a program with no date at all has no freshness."""

    FRESH = "fresh", "Dated or checked in the last 12 months"
    STALE = "stale", "Older than 12 months"


class ProgramSort(TextChoices):
    """Orders of the list."""

    BEST = "best", "Best match"
    CHEAPEST = "cheapest", "Cheapest first"
    SHORTEST = "shortest", "Shortest first"
    DEADLINE = "deadline", "Soonest deadline"
    FRESHEST = "freshest", "Recently checked"
    NAME = "name", "Name"
    FIT = "fit", "Best for me"


class Month(TextChoices):
    """Months of the year, as the URL writes them."""

    JANUARY = "1", "January"
    FEBRUARY = "2", "February"
    MARCH = "3", "March"
    APRIL = "4", "April"
    MAY = "5", "May"
    JUNE = "6", "June"
    JULY = "7", "July"
    AUGUST = "8", "August"
    SEPTEMBER = "9", "September"
    OCTOBER = "10", "October"
    NOVEMBER = "11", "November"
    DECEMBER = "12", "December"


class YesNo(TextChoices):
    """A stated yes or a stated no, as the URL writes them."""

    YES, NO = ("true", "Yes"), ("false", "No")


class LimitKind(TextChoices):
    """A maximum that a host states beyond its requirements."""

    AGE = "age", "Age in years"
    ATTEMPTS = "attempts", "Exam attempts"
    STAYS_PER_YEAR = "stays_per_year", "Stays in a year"
    ELECTIVES = "electives", "Electives"
    PATIENT_CONTACT_PERCENT = "patient_contact_percent", "Percent of time with patients"
    OTHER = "other", "Other limit"


class DifferingFact(TextChoices):
    """A fact that one program may state differently for different people."""

    PATIENT_CONTACT = "patient_contact", "Patient contact"
    ACCESS = "access", "Access"
    WEEKS = "weeks", "Length"
    FEES = "fees", "Fees"
    LETTER = "letter", "Letter"
    VISA = "visa", "Visa"
    OTHER = "other", "Other"


class ChangeAction(TextChoices):
    """What was done to a program."""

    CREATED = "created", "Created"
    IMPORTED = "imported", "Updated by import"
    EDITED = "edited", "Edited"
    CONFIRMED = "confirmed", "Confirmed with the source"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"
    RESTORED = "restored", "Earlier version restored"
    HOST = "host", "Changed on the host's own word"
    UNDONE = "undone", "Import undone"
    TAKEN_BACK = "taken_back", "Answer taken back"
    MERGED = "merged", "Merged with a duplicate"
    UNMERGED = "unmerged", "Merge undone"


class FactAnswer(TextChoices):
    """What a curator found when comparing a fact with its source."""

    TRUE = "true", "Still true"
    CHANGED = "changed", "Changed"
    GONE = "gone", "Gone"
    UNCLEAR = "unclear", "Could not tell"
    SKIPPED = "skipped", "Skipped"


class LinkOutcome(TextChoices):
    """What the link check found at a source's address."""

    OK = "ok", "As before"
    CHANGED = "changed", "Text changed"
    MOVED = "moved", "Moved"
    GONE = "gone", "Gone"
    HOME_PAGE = "home_page", "Bare home page"
    BLOCKED = "blocked", "Blocked"
    TIMED_OUT = "timed_out", "Time-out"
    FAILED = "failed", "No answer"


class TermKind(TextChoices):
    """Which page explains a term."""

    PROGRAM_TYPE = "program_type", "Kind of US clinical experience"
    GLOSSARY = "glossary", "Glossary"


class ResourceKind(TextChoices):
    """What kind of place to look further."""

    APPLICATION_SERVICE = "application_service", "Application services"
    SOCIETY = "society", "Medical societies"
    STATE_SOCIETY = "state_society", "State medical societies"
    EXCHANGE = "exchange", "Exchange programs and sponsors"
    OFFICIAL = "official", "Official bodies"
