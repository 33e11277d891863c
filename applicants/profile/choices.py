"""What an applicant can say of themselves. A blank code, never a member, means "not said yet"."""

from django.db.models import IntegerChoices, TextChoices


class ExamKind(TextChoices):
    """Exams that programs ask for; the codes are those of the catalog's requirements."""

    STEP1 = "usmle_step1", "USMLE Step 1"
    STEP2_CK = "usmle_step2_ck", "USMLE Step 2 CK"
    STEP3 = "usmle_step3", "USMLE Step 3"
    TOEFL = "toefl", "TOEFL iBT"
    IELTS = "ielts", "IELTS"
    OET = "oet", "OET Medicine"
    IFOM = "ifom", "IFOM"


USMLE_STEPS = (ExamKind.STEP1, ExamKind.STEP2_CK, ExamKind.STEP3)
ENGLISH_TESTS = (ExamKind.TOEFL, ExamKind.IELTS, ExamKind.OET)


class ExamStatus(TextChoices):
    """How far an exam is."""

    NOT_TAKEN = "not_taken", "Not taken"
    SCHEDULED = "scheduled", "Scheduled"
    WAITING = "waiting", "Taken, waiting for the result"
    PASSED = "passed", "Passed"
    FAILED = "failed", "Not passed yet"


class ECFMGStatus(TextChoices):
    """How far ECFMG certification is."""

    NONE = "none", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    CERTIFIED = "certified", "Certified"


class ECFMGPathway(IntegerChoices):
    """ECFMG's pathways to show clinical skills (ecfmg.org, 2025)."""

    LICENSE = 1, "Pathway 1: license to practice"
    OSCE = 2, "Pathway 2: licensing OSCE by my school"
    SCHOOL_3 = 3, "Pathway 3: attestation by my school"
    SCHOOL_4 = 4, "Pathway 4: attestation by my school"
    SCHOOL_5 = 5, "Pathway 5: attestation by my school"
    MINI_CEX = 6, "Pathway 6: Mini-CEX by licensed physicians"


class VisaHeld(TextChoices):
    """The visa or entry status that an applicant holds now; codes as programs name visa classes."""

    NONE = "none", "None yet"
    B1_B2 = "B-1/B-2", "B-1/B-2 visitor visa"
    B1 = "B-1", "B-1 visitor visa"
    B2 = "B-2", "B-2 visitor visa"
    ESTA = "ESTA", "ESTA (Visa Waiver)"
    F1 = "F-1", "F-1 student"
    F2 = "F-2", "F-2 family of a student"
    J1 = "J-1", "J-1 exchange visitor"
    J2 = "J-2", "J-2 family of an exchange visitor"
    H1B = "H-1B", "H-1B worker"
    H4 = "H-4", "H-4 family of a worker"
    L2 = "L-2", "L-2 family of a worker"
    O1 = "O-1", "O-1 extraordinary ability"
    O3 = "O-3", "O-3 family"
    OTHER = "other", "Another status"


class AlertMail(TextChoices):
    """How somebody is told by mail of what changed in programs."""

    DIGEST = "digest", "With the daily reminders"
    AT_ONCE = "at_once", "At once"
    NONE = "none", "Not by email"


class Weekday(IntegerChoices):
    """Days of the week as ``date.weekday()`` counts them."""

    MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
