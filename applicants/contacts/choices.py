"""What somebody is to an applicant."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody is to an applicant."""

    ATTENDING = "attending", "Attending physician"
    RESIDENT = "resident", "Resident or fellow"
    COORDINATOR = "coordinator", "Coordinator"
    PROGRAM_DIRECTOR = "program_director", "Program director or chair"
    RESEARCHER = "researcher", "Researcher"
    ALUMNUS = "alumnus", "Alumnus of my school"
    SOCIETY = "society", "Society or association"
    OTHER = "other", "Other"
