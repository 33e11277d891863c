"""What sources say about letters, with the sources: the steps in ERAS, and what makes a letter good. Data.

Read in November 2026; grades and quotes are in the facts that the portal was built on. The days in
``reminders`` are our own rule and no source's.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AdviceSource:
    """Where something was read, and when."""

    title: str
    url: str
    as_of: str = "November 2026"


@dataclass(frozen=True)
class Advice:
    """One thing to know, and who says so."""

    words: str
    source: AdviceSource


AAMC = "https://students-residents.aamc.org/applying-residencies-eras/publication-chapters"
LETTERS = AdviceSource("AAMC: letters of recommendation in ERAS", f"{AAMC}/letters-recommendation")
IMPORT = AdviceSource("AAMC: import letters of recommendation", f"{AAMC}/import-letters-recommendation")
LETTERHEAD = AdviceSource(
    "ECFMG: help for letter writers", "https://www.ecfmg.org/eras/letter-writers-portal-assistance.html"
)
# Where the writer uploads.
PORTAL = AdviceSource(
    "ERAS Letter of Recommendation Portal (AAMC)",
    "https://www.aamc.org/services/eras-for-institutions/lor-portal",
)
UPLOADING = AdviceSource(
    "Residency Advantage: how to upload letters",
    "https://yourresidencyadvantage.substack.com/p/how-to-properly-upload-letters-of?action=share",
)
RECENT = AdviceSource(
    "MatchaResident: guide to letters",
    "https://blog.matcharesident.com/guide-medical-residency-letters-of-recommendation/",
)
AUTHOR = AdviceSource(
    "AMOpportunities: letters of recommendation",
    "https://blog.amopportunities.org/2017/08/21/letters-of-recommendation/",
)

# What the writer does in ERAS, in this order.
ERAS_STEPS = (
    Advice(
        "You get a letter request form with a letter ID from the applicant. ERAS makes one for each letter.",
        LETTERS,
    ),
    Advice(
        "You, or somebody you name, upload the letter in the ERAS Letter of Recommendation "
        "Portal with that ID.",
        LETTERS,
    ),
    Advice(
        "Use letterhead with address, phone and email: hospital, institution or practice; "
        "personal if you have none.",
        LETTERHEAD,
    ),
    Advice(
        "Save it as a PDF under 1 MB. Greet no single program. It cannot be deleted; a new "
        "version can be uploaded.",
        UPLOADING,
    ),
)
# What the applicant should know.
WAIVER = Advice(
    "You choose for each letter whether you waive the right to read it. If you waive it, you "
    "may never see it.",
    LETTERS,
)
EDITING = Advice(
    "In ERAS the entry of a letter, its waiver too, can be edited only until you confirm it for upload.",
    LETTERS,
)
FOUR = Advice("You can have any number of letters. At most four go to one residency program.", IMPORT)
REUSE = Advice(
    "A letter is not limited to one season: letters of an earlier certified application can be "
    "imported and count toward the four.",
    IMPORT,
)
FRESH = Advice(
    "Best is a letter from US experience in the specialty, written within one year of applying.", RECENT
)
DOCUMENT = Advice(
    "Some prefer hospital letterhead; others say that author and content matter more. We show "
    "it and never score it alone.",
    AUTHOR,
)
FOLLOW_UP = Advice("It is up to you to follow up until the letter is there.", LETTERS)
OF_A_LETTER = (WAIVER, EDITING, FOLLOW_UP, FRESH, DOCUMENT, REUSE)
