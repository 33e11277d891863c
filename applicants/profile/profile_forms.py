"""What an applicant says of themselves: the forms of one page, and their one way of saving."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from applicants.profile.choices import ExamKind
from applicants.profile.forms import MOST_HOSTS, AnswersForm, ExamForm, ProfileForm
from applicants.profile.models import Answer, Applicant, Exam
from applicants.profile.questions import READ_ELSEWHERE
from programs.choices import Access, RequirementGroup
from programs.models import Host, Program, Requirement, Specialty
from programs.search import Catalog

USUAL_GROUPS = frozenset({RequirementGroup.DOCUMENT, RequirementGroup.IDENTITY})
# Documents of those families that bind a person, or that not everybody can get.
UNUSUAL = frozenset(
    {
        *(
            "academic_appointment",
            "credential_evaluation",
            "employment_verification",
            "enrollment_verification",
        ),
        *("medical_diploma", "proof_of_funds", "research_proposal", "return_home_agreement"),
        *("service_commitment", "social_security_number", "visa_proof"),
    }
)


def asked_requirements(catalog: Catalog) -> list[Requirement]:
    asked = set(catalog.codes("requirement")) - READ_ELSEWHERE
    return [row for code, row in catalog.words.requirements.items() if code in asked]


def requirements_by_family(catalog: Catalog) -> dict[str, dict[str, str]]:
    rows = asked_requirements(catalog)
    groups = {
        str(group.label): {row.code: row.label for row in rows if row.group == group}
        for group in RequirementGroup
    }
    return {label: rows for label, rows in groups.items() if rows}


def usual_requirements(catalog: Catalog) -> list[str]:
    return [
        row.code
        for row in asked_requirements(catalog)
        if row.group in USUAL_GROUPS and row.code not in UNUSUAL
    ]


def partner_hosts() -> list[tuple[int, str]]:
    programs = Program.objects.published().with_access(Access.PARTNER_SCHOOL)
    return Host.objects.of_programs(programs).names()[:MOST_HOSTS]


class ProfileForms:
    """All forms of the profile page. ``sent`` is what was posted, None to show what is kept."""

    def __init__(self, applicant: Applicant, catalog: Catalog, sent: Any = None) -> None:
        self.applicant, self.catalog = applicant, catalog
        self.about = ProfileForm(
            sent,
            instance=applicant,
            initial={
                "specialties": list(applicant.specialties.values_list("pk", flat=True)),
                "partner_hosts": list(applicant.partner_hosts.values_list("pk", flat=True)),
            },
            specialties=list(Specialty.objects.values_list("pk", "name")),
            hosts=partner_hosts(),
        )
        kept = {exam.kind: exam for exam in applicant.exams.all()}
        self.exams = [
            ExamForm(sent, instance=kept.get(kind) or Exam(applicant=applicant, kind=kind), prefix=kind)
            for kind in ExamKind.values
        ]
        said = dict(applicant.answers.values_list("code", "is_yes"))
        self.answers = AnswersForm(sent, requirements=requirements_by_family(catalog), said=said)
        self.section = (sent or {}).get("section", "")  # whose button was pressed
        self.wants_usual = sent is not None and "usual" in sent

    @property
    def forms(self) -> list[Any]:
        return [self.about, *self.exams, self.answers]

    def is_valid(self) -> bool:
        """Whether everything is right; all forms are checked, so that all errors show at once."""
        results = [form.is_valid() for form in self.forms]
        return all(results)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong: the id of the field, blank for the page as a whole, and the words."""
        general = [("", message) for form in self.forms for message in form.non_field_errors()]
        return general + [
            (form[name].id_for_label or form[name].auto_id, f"{form[name].label}: {message}")
            for form in self.forms
            for name, messages in form.errors.items()
            if name in form.fields
            for message in messages
        ]

    @transaction.atomic
    def save(self) -> None:
        """Keep it all: the applicant's columns and lists, each exam, each answer."""
        applicant = self.about.save(commit=False)
        applicant.citizenships = self.about.citizenships
        applicant.save()
        if "name" in self.about.data:  # a page that was opened earlier does not ask for it
            applicant.user.name = self.about.cleaned_data["name"]
            applicant.user.save(update_fields=["name"])
        applicant.specialties.set(self.about.cleaned_data["specialties"])
        applicant.partner_hosts.set(self.about.cleaned_data["partner_hosts"])
        for form in self.exams:
            self.save_exam(form)
        self.save_answers(self.answers.codes)

    @staticmethod
    def save_exam(form: ExamForm) -> None:
        """Keep an exam, or forget it when its status is blank."""
        if form.cleaned_data["status"]:
            form.save()
        elif form.instance.pk:
            form.instance.delete()

    def save_answers(self, codes: Mapping[str, str]) -> None:
        """Keep the answers to this page; with one press, yes to the usual documents not answered yet."""
        said = {code: answer == "yes" for code, answer in codes.items() if answer}
        if self.wants_usual:
            said = dict.fromkeys(usual_requirements(self.catalog), True) | said
        self.applicant.answers.to_any_of(list(codes)).delete()
        Answer.objects.bulk_create(
            Answer(applicant=self.applicant, code=code, is_yes=is_yes) for code, is_yes in said.items()
        )
