"""What proves that somebody holds a mail to an applicant: the token in its way out. It does not expire."""

from django.core.signing import BadSignature, Signer

from applicants.profile.models import Applicant


def mail_token(applicant: Applicant, salt: str) -> str:
    """Sign the applicant's key for one kind of mail; each kind has a salt of its own."""
    return Signer(salt=salt).sign(str(applicant.pk))


def applicant_of_mail(token: str, salt: str) -> Applicant | None:
    """Whose mail of this kind a token comes from; None when it was not made here or the account is gone."""
    try:
        return Applicant.objects.filter(pk=int(Signer(salt=salt).unsign(token))).first()
    except (BadSignature, ValueError):
        return None
