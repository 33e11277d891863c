"""What a program's Save button says of the applicant's application to it."""

from dataclasses import dataclass
from uuid import UUID

from applicants.applications.workflow import ApplicationStatus


@dataclass(frozen=True)
class SavedApplication:
    pk: UUID
    status: ApplicationStatus

    @property
    def is_shortlisted(self) -> bool:
        return self.status == ApplicationStatus.SHORTLISTED

    @property
    def words(self) -> str:
        return str(self.status.label)
