"""The applications' closed lists beside their statuses."""

from django.db.models import TextChoices


class DocumentState(TextChoices):
    """How far one document of a checklist is."""

    TO_GET = "to_get", "To get"
    HAVE = "have", "Have"
    NOT_NEEDED = "not_needed", "Not needed"


class ContactRole(TextChoices):
    """What a contact is to an applicant; here because an application's page offers to add one."""

    ATTENDING = "attending", "Attending physician"
    RESIDENT = "resident", "Resident or fellow"
    COORDINATOR = "coordinator", "Coordinator"
    PROGRAM_DIRECTOR = "program_director", "Program director or chair"
    RESEARCHER = "researcher", "Researcher"
    ALUMNUS = "alumnus", "Alumnus of my school"
    SOCIETY = "society", "Society or association"
    OTHER = "other", "Other"
