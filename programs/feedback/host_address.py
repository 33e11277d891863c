"""Which addresses are a host's own: those at the domain of the program's page or email."""

from urllib.parse import urlsplit

from programs.models import Program

# Anybody can have an address there, or a page: only the very address that the record names is the host's.
SHARED = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "google.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "microsoft.com",
        "yahoo.com",
        "ymail.com",
        "aol.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "protonmail.com",
        "proton.me",
        "gmx.com",
        "gmx.net",
        "mail.com",
        "zoho.com",
        "yandex.com",
        "qq.com",
        "163.com",
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "wordpress.com",
        "wixsite.com",
        "wix.com",
        "weebly.com",
        "squarespace.com",
        "blogspot.com",
        "github.io",
        "godaddysites.com",
        "jotform.com",
        "forms.gle",
    ]
)
LABELS_OF_A_NAME = 2  # hospital.org


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower().strip(".")


def site_of(url: str) -> str:
    """The name of a page's site without "www"; blank without a page."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def is_shared(domain: str) -> bool:
    """Whether strangers have addresses at a domain too."""
    return any(domain == shared or domain.endswith(f".{shared}") for shared in SHARED)


def known_domains(program: Program) -> list[str]:
    """The host's own domains, or the one address that is known; [] when nothing is known."""
    mailed = domain_of(program.email) if program.email else ""
    domains = dict.fromkeys(domain for domain in (site_of(program.website), mailed) if domain)
    own = [domain for domain in domains if not is_shared(domain)]
    return own or ([program.email] if program.email else [])


def is_within(domain: str, parent: str) -> bool:
    """Whether a domain is another one, or one of its departments."""
    return domain == parent or domain.endswith(f".{parent}")


def is_at_host(email: str, program: Program) -> bool:
    """Whether an address is the program's own, or at a domain of the host.

    A department's page (obgyn.hospital.org) and an address of the whole (hospital.org) belong together,
    and the other way around.
    """
    if program.email and email.lower() == program.email.lower():
        return True
    domain = domain_of(email)
    if is_shared(domain) or domain.count(".") + 1 < LABELS_OF_A_NAME:
        return False
    own = [known for known in known_domains(program) if "@" not in known]
    return any(is_within(domain, known) or is_within(known, domain) for known in own)
