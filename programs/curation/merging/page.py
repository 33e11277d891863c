"""Two programs side by side, fact by fact, and the form in which a curator chooses between them."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from programs import change_text, formatting, proof
from programs.curation.history import change_texts, versions
from programs.curation.merging.program_merges import MergeDecision, foreign_keys_to_programs, versions_of
from programs.facts import FACTS
from programs.models import Program, ProgramMerge
from programs.records import Record, comparable, stated_value

KEPT, REMOVED = "kept", "removed"
MOST_CHANGES = 25
# Facts that say one thing together, under the first of their names: they come from the same program.
TOGETHER = {
    "weeks_min": ("weeks_min", "weeks_max"),
    "intake": ("intake", "intake_as_of"),
    "specialties": ("specialties", "any_specialty"),
    "free": ("free", "fees"),
}
LABELS = {"weeks_min": "Length of stay", "free": "Price"}
FACT_NAMES = ("name", "host", *(fact.name for fact in FACTS), "requirements", "differences", "summary")
FOLLOWERS = {name for names in TOGETHER.values() for name in names[1:]}
CHOICES = [TOGETHER.get(name, (name,)) for name in FACT_NAMES if name not in FOLLOWERS]


@dataclass(frozen=True)
class SourceText:
    """A source as the page shows it: what it is called, its address, and the day of the proof."""

    title: str
    url: str
    day: str


@dataclass(frozen=True)
class Side:
    """What one program says of a fact. ``lines`` is empty where it states nothing."""

    lines: list[str]
    sources: list[SourceText]
    day: datetime.date | None

    @property
    def is_stated(self) -> bool:
        return bool(self.lines)


def fact_lines(record: Record, names: tuple[str, ...]) -> list[str]:
    """What a record says of some facts, in words; a list line by line."""
    texts = []
    for name in names:
        value = stated_value(record[name])
        if isinstance(value, list):
            texts += [change_text.line_words(name, line) for line in value]
        elif value is not None and not (name == "any_specialty" and value is False):
            words = change_text.value_words(name, value)
            texts.append(f"{change_text.change_label(name)}: {words}" if len(names) > 1 else words)
    return texts


def fact_proofs(program: Program, names: tuple[str, ...]) -> list[proof.Proof]:
    """What the stated ones of some facts rest on, each once."""
    record, proofs = program.record, []
    for name in names:
        if stated_value(record[name]) is None:
            continue
        places = range(len(record[name])) if name in proof.LINES else []
        for path in [f"{name}.{place}" for place in places] or [name]:
            fact_proof = proof.proof_of(record, path, program.checked_on, program.fact_checks)
            if fact_proof and fact_proof not in proofs:
                proofs.append(fact_proof)
    return proofs


def source_text(program: Program, fact_proof: proof.Proof) -> SourceText:
    source = program.record["sources"][fact_proof.number - 1]
    if fact_proof.is_checked and fact_proof.day:
        day = f"checked {formatting.day_words(fact_proof.day)}"
    else:
        day = formatting.partial_date_words(fact_proof.page_date) or "no date"
    return SourceText(source["title"] or source["url"], source["url"], day)


def build_side(program: Program, names: tuple[str, ...]) -> Side:
    proofs = fact_proofs(program, names)
    return Side(
        lines=fact_lines(program.record, names),
        sources=[source_text(program, fact_proof) for fact_proof in proofs],
        day=max((fact_proof.day for fact_proof in proofs if fact_proof.day), default=None),
    )


@dataclass(frozen=True)
class FactPair:
    """One fact of both programs. ``says_same``: they say the same; ``is_same``: on the same page too."""

    names: tuple[str, ...]
    label: str
    kept: Side
    removed: Side
    says_same: bool

    @property
    def is_same(self) -> bool:
        return self.says_same and self.kept.sources == self.removed.sources

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def default(self) -> str:
        """Whose fact is better proven: stated beats not stated, then the newer day counts."""
        if self.kept.is_stated != self.removed.is_stated:
            return KEPT if self.kept.is_stated else REMOVED
        days = [side.day or datetime.date.min for side in (self.kept, self.removed)]
        return REMOVED if days[1] > days[0] else KEPT


def fact_pairs(kept: Program, removed: Program) -> Iterator[FactPair]:
    for names in CHOICES:
        sides = build_side(kept, names), build_side(removed, names)
        if any(side.is_stated for side in sides):
            says_same = all(
                comparable(kept.record[name]) == comparable(removed.record[name]) for name in names
            )
            label = LABELS.get(names[0]) or change_text.change_label(names[0])
            yield FactPair(names, label, *sides, says_same)


class MergeForm(forms.Form):
    """A choice for each fact that the two programs do not say alike, and in the last step a reason."""

    step = forms.ChoiceField(
        choices=[(step, step) for step in ("choose", "preview", "merge")], required=False
    )
    seen = forms.CharField(max_length=50, required=False)
    reason = forms.CharField(label="Why are they the same program?", max_length=400, required=False)

    def __init__(self, *args: Any, kept: Program, removed: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept, self.removed = kept, removed
        self.pairs = list(fact_pairs(kept, removed))
        for pair in self.to_choose:
            self.fields[pair.name] = forms.ChoiceField(
                label=pair.label,
                choices=[(KEPT, kept.name), (REMOVED, removed.name)],
                initial=pair.default,
                widget=forms.RadioSelect,
            )

    @property
    def to_choose(self) -> list[FactPair]:
        return [pair for pair in self.pairs if not pair.is_same]

    @property
    def same(self) -> list[FactPair]:
        return [pair for pair in self.pairs if pair.is_same]

    @property
    def rows(self) -> list[tuple[FactPair, bool]]:
        """Each fact to choose, and whether the duplicate's is chosen."""
        return [(pair, self[pair.name].value() == REMOVED) for pair in self.to_choose]

    @property
    def differing(self) -> list[tuple[FactPair, bool]]:
        return [row for row in self.rows if not row[0].says_same]

    @property
    def said_elsewhere(self) -> list[tuple[FactPair, bool]]:
        """What both say, but not on the same page or of the same day."""
        return [row for row in self.rows if row[0].says_same]

    @property
    def versions(self) -> str:
        """The versions of both programs that the page shows."""
        return versions_of(self.kept, self.removed)

    def clean(self) -> None:
        """Raise ValidationError if the last step comes without a reason."""
        super().clean()
        if self.cleaned_data.get("step") == "merge" and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Say how you know. It stays in the history of both.")

    @property
    def decision(self) -> MergeDecision:
        data = self.cleaned_data
        chosen = [pair.names for pair in self.to_choose if data[pair.name] == REMOVED]
        return MergeDecision(
            self.kept.pk,
            self.removed.pk,
            frozenset(name for names in chosen for name in names),
            data["seen"],
            data.get("reason", ""),
        )


@dataclass(frozen=True)
class MergedHistory:
    """The newest changes of a duplicate; ``hidden``: how many more its own history has."""

    merge: ProgramMerge
    entries: list[change_texts.ChangeText]
    hidden: int


def merged_histories(merges: Iterable[ProgramMerge]) -> list[MergedHistory]:
    """The histories of the programs that another one took over from."""
    histories = []
    for merge in merges:
        changes = merge.removed.changes.with_authors()
        newest = versions.walk_versions(merge.removed.record, list(changes[:MOST_CHANGES]))
        hidden = max(0, changes.count() - MOST_CHANGES)
        histories.append(MergedHistory(merge, change_texts.change_texts(newest), hidden))
    return histories


def row_count_words(counts: dict[str, int]) -> list[str]:
    """How many rows of which kind there are, as "2 applications"; nobody's name."""
    columns = foreign_keys_to_programs()
    texts = []
    for name, count in counts.items():
        meta = columns[name].model._meta
        texts.append(f"{count:,} {meta.verbose_name if count == 1 else meta.verbose_name_plural}")
    return texts
