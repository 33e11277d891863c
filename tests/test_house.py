"""The budgets and laws of the house that a machine can measure."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from os.path import commonpath
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings

from tests.scheduling import TOGETHER

ROOT = Path(settings.BASE_DIR)
APPS = ("programs", "applicants", "usce_portal")
Function = ast.FunctionDef | ast.AsyncFunctionDef

MEDIAN_LINES = 8
P95_LINES = 35
VIEW_LINES = 25
FUNCTION_LINES = 50
FILE_LINES = 400
PRESENTER_MEMBERS = 12
# Words that say nothing of their own in a docstring.
EMPTY_WORDS = """all an and are as at be by each every for has have in is it its of on one or return some that
the their them these this those to was were what whether which who whose with yield"""
# Participles and such: as the whole name of a function they say neither what it does nor what it returns.
BARE_NAMES = """added alike answered asked attached came_back carried checked chosen cleaned
compared completed covering dashed dating decoded delimited divided earliest ending escaped failed
filled found given guarded guessed handed held joined judged keep kept limited listed loaded locked
made marked matched matching named nested newest normalized noted offered opened over overlaid
overlapping owned packed parsed pending placed pointing posted reached received redacted refused
remembered removed rendered said same sandboxed saved sent shortened shown spelled started stated
stored structured taken titled told translated turned unclear undated unescaped unpacked unticked
uploaded wanting without written"""
# What a program is to a person, and a row of a profile: the name of a table is not changed for this.
ALSO_A_TABLE = {"Answer"}
# Names in docstrings that stand in the data, not in the code.
IN_DATA = {"requirements.toefl"}
ERROR_NAME = r"\b[A-Z]\w*Error\b"
# In this many modules one name without an object says too little: whose ``refusal``?
SAME_NAME = 3


def source_files() -> list[Path]:
    """Return the project's own Python files; migrations are Django's handwriting."""
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return sorted([*found, ROOT / "portal", ROOT / "manage.py"])


SOURCES = source_files()
TESTS = sorted(path for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    """Yield every function of a file, methods and nested ones too."""
    yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, Function))


def plain_functions(path: Path) -> set[str]:
    """Return the names of a file's functions, nested ones too, but of no methods."""
    tree = ast.parse(path.read_text())
    methods = [f for c in ast.walk(tree) if isinstance(c, ast.ClassDef) for f in c.body]
    return {f.name for f in ast.walk(tree) if isinstance(f, Function) and f not in methods}


def one_word_functions(path: Path) -> list[str]:
    """Return the names of a module's own public functions that are a single word."""
    return [f.name for f in ast.parse(path.read_text()).body if isinstance(f, Function) and "_" not in f.name]


def body_lines(function: Function) -> int:
    """Return the lines of a function without its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def lacks_annotation(function: Function) -> bool:
    """Return whether a parameter other than self and cls, or the result, has no type."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    bare = [arg.arg for arg in every if arg is not None and arg.annotation is None]
    return function.returns is None or any(name not in ("self", "cls", "mcs") for name in bare)


def view_files() -> list[Path]:
    return [path for path in SOURCES if "views" in path.parts or path.stem == "views"]


def presenter_files() -> list[Path]:
    """Modules whose classes are what templates read."""
    pages = re.compile(r"(.*_)?page|page_sections|overview|presentation")
    return [path for path in SOURCES if "pages" in path.parts or pages.fullmatch(path.stem)]


def classes(path: Path) -> Iterator[ast.ClassDef]:
    yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ClassDef))


def public_members(node: ast.ClassDef) -> set[str]:
    """The fields, methods and properties of a class, and what its methods set on ``self``."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and each in node.body:
            found.add(each.target.id)
        elif isinstance(each, Function) and each in node.body:
            found.add(each.name)
        elif isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store):
            found.add(each.attr)
    return {name for name in found if not name.startswith("_")}


def stems(text: str) -> set[str]:
    """The words of a text or of names in code, without a plural's s."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return {word.lower().removesuffix("s") for word in re.findall(r"[A-Za-z]{2,}", spaced.replace("_", " "))}


def first_clause(docstring: str) -> str:
    """What stands before the first semicolon or the end of the first sentence, and is not in code."""
    return re.split(r"; |\.(?:\s|$)", docstring, maxsplit=1)[0]


def repeats_name(function: Function) -> bool:
    """Whether a docstring's first clause has no word that is not in the signature, and no name or value."""
    docstring, result = ast.get_docstring(function), function.returns
    signature = f"{function.name} {ast.unparse(function.args)} {ast.unparse(result) if result else ''}"
    known = stems(f"{signature} {EMPTY_WORDS}")
    clause = first_clause(docstring or "")
    is_code = re.search(r'[`"“\[\d]', clause) is not None
    return docstring is not None and not is_code and stems(clause) <= known


def docstrings(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return [text for node in nodes if isinstance(node, documented) and (text := ast.get_docstring(node))]


@cache
def names_in_code(path: Path) -> frozenset[str]:
    """Return every word of a file's code: names, and words of its texts but not of its prose."""
    found = set(path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text())):
        named_here = [getattr(node, key, None) for key in ("id", "attr", "name", "arg", "module")]
        value = node.value if isinstance(node, ast.Constant) else None
        for text in [*named_here, value]:
            if isinstance(text, str) and "``" not in text:
                found.update(re.findall(r"\w+", text))
    return frozenset(found)


@cache
def owners_in(path: Path) -> frozenset[str]:
    """Return what a dotted name may begin with: the file's packages and module, and its classes."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return frozenset(parts) | {node.name for node in classes(path)}


def is_in_code(name: str, path: Path) -> bool:
    """Whether a docstring's name exists: after a dot, in the nearest module or class before it."""
    *_, owner, member = ["", *name.split(".")]
    owned = [source for source in SOURCES if owner in owners_in(source)]
    near = max((len(commonpath([source.parent, path.parent])) for source in owned), default=0)
    files = [source for source in owned if len(commonpath([source.parent, path.parent])) == near] or SOURCES
    return any(member in names_in_code(source) for source in files)


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a file calls: (name of the function or method, whole expression)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield name, ast.unparse(called)


def lookups(path: Path) -> list[str]:
    """Return keywords of calls that go over a relation or compare, such as ``pk__in=``."""
    nodes = ast.walk(ast.parse(path.read_text()))
    keywords = [keyword.arg for node in nodes if isinstance(node, ast.Call) for keyword in node.keywords]
    return [name for name in keywords if name is not None and "__" in name.strip("_")]


# Budgets


def test_functions_are_short() -> None:
    lengths = [body_lines(function) for path in SOURCES for function in functions(path)]
    assert median(lengths) <= MEDIAN_LINES
    assert quantiles(lengths, n=20)[-1] <= P95_LINES


def test_no_function_is_long_anywhere() -> None:
    spans = [
        (named(path), f.name, (f.end_lineno or 0) - f.lineno + 1)
        for path in [*SOURCES, *TESTS]
        for f in functions(path)
    ]
    assert [span for span in spans if span[-1] > FUNCTION_LINES] == []


def test_presenters_have_few_members() -> None:
    counts = [(named(p), c.name, len(public_members(c))) for p in presenter_files() for c in classes(p)]
    assert {"ApplicationPage", "LetterPage", "ProgramListPage", "Overview"} <= {name for _, name, _ in counts}
    assert [count for count in counts if count[-1] > PRESENTER_MEMBERS] == []


def test_presenters_are_complete_when_constructed() -> None:
    files = presenter_files()
    assert [named(p) for p in files if "cached_property" in p.read_text()] == []
    thawed = [
        (named(p), c.name)
        for p in files
        for c in classes(p)
        for d in map(ast.unparse, c.decorator_list)
        if d.startswith("dataclass") and "frozen=True" not in d
    ]
    assert thawed == []
    methods = [f.name for p in files for c in classes(p) for f in c.body if isinstance(f, Function)]
    assert [name for name in methods if name.startswith("load")] == []


def test_views_are_short() -> None:
    long = [(named(p), f.name) for p in view_files() for f in functions(p) if body_lines(f) > VIEW_LINES]
    assert long == []


def test_files_are_short() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in [*SOURCES, *TESTS]}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_every_signature_is_annotated() -> None:
    bare = [
        (named(path), f.lineno, f.name) for path in SOURCES for f in functions(path) if lacks_annotation(f)
    ]
    assert bare == []


def test_no_docstring_repeats_the_name() -> None:
    repeated = [(named(path), f.name) for path in SOURCES for f in functions(path) if repeats_name(f)]
    assert repeated == []


def test_no_docstring_begins_with_an_error_or_a_status_number() -> None:
    """A sentence says who raises or answers it: "Raise FullError when …", not "FullError when …"."""
    begins = re.compile(r"`*(?:\w*(?:Error|Exception)|Http404|[1-5]\d\d)\b")
    told = [(named(path), text) for path in SOURCES for text in docstrings(path)]
    assert [one for one in told if begins.match(one[-1])] == []


def test_a_class_docstring_says_first_what_the_class_is() -> None:
    told = [(named(p), c.name, ast.get_docstring(c) or "") for p in SOURCES for c in classes(p)]
    assert [one for one in told if one[-1].startswith("``")] == []


def test_docstrings_name_what_is_there() -> None:
    """A name in double backticks is one of the code: a function, a field, a code. So is every error."""
    told = [
        (named(path), name)
        for path in SOURCES
        for text in docstrings(path)
        for name in [*re.findall(r"``([A-Za-z_][\w.]*)(?:\(\))?``", text), *re.findall(ERROR_NAME, text)]
        if not name.endswith(".py") and name not in IN_DATA and not is_in_code(name, path)
    ]
    assert told == []


def test_a_function_is_named_with_more_than_a_participle() -> None:
    """Methods are left out: they follow an object, as in ``programs.published()``."""
    bare = [
        (named(path), name)
        for path in SOURCES
        for name in plain_functions(path)
        if name.strip("_") in BARE_NAMES.split()
    ]
    assert bare == []


def test_no_single_word_names_functions_of_many_modules() -> None:
    modules = Counter(name for path in SOURCES for name in one_word_functions(path) if name != "main")
    common = [
        (named(path), name)
        for path in SOURCES
        for name in one_word_functions(path)
        if modules[name] >= SAME_NAME
    ]
    assert common == []


def test_the_measures_measure() -> None:
    assert one_word_functions(ROOT / "programs/formatting.py")[:1] == ["money"]
    application = ROOT / "applicants/applications/models/application.py"
    told_of = ("workflow.RULES", "workflow.MOVES", "move_to", "move_two")
    assert [is_in_code(name, application) for name in told_of] == [True, False, True, False]
    assert plain_functions(Path(__file__)) >= {"plain_functions", "first_clause"}
    source = 'def f(a, *, b: int):\n    """Say."""\n    x = 1\n    return (\n        x\n    )\n'
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert body_lines(function) == 4
    assert lacks_annotation(function) is True
    assert lacks_annotation(ast.parse("def f(self, a: int) -> None: ...").body[0]) is False
    told = 'def letter_of(who: Writer) -> Letter:\n    """Return the writer\'s letter{}"""\n'
    assert repeats_name(ast.parse(told.format(".")).body[0]) is True
    assert repeats_name(ast.parse(told.format(", None when it was deleted.")).body[0]) is False
    assert repeats_name(ast.parse(told.format("; None when it was deleted.")).body[0]) is True
    assert repeats_name(ast.parse(told.format(" as of today; None: it was deleted.")).body[0]) is False
    presenter = ast.parse(
        "class C:\n    a: int\n    _b: int\n    def c(self) -> None:\n        self.d = self._e = 1\n"
    ).body[0]
    assert isinstance(presenter, ast.ClassDef)
    assert public_members(presenter) == {"a", "c", "d"}


# Laws


def test_views_never_filter() -> None:
    assert view_files() != []
    forbidden = {"filter", "exclude", "annotate", "aggregate", "Q", "order_by", "raw", "extra"}
    forbidden |= {"select_related", "prefetch_related", "defer", "only"}
    files = view_files()
    assert [(named(p), whole) for p in files for name, whole in calls(p) if name in forbidden] == []
    assert [(named(p), lookup) for p in files for lookup in lookups(p)] == []


def test_there_are_no_signals() -> None:
    forbidden = {"receiver", "connect", "Signal"}
    assert [(named(p), whole) for p in SOURCES for name, whole in calls(p) if name in forbidden] == []
    imported = re.compile(r"^(from|import) django\S*(signals|dispatch)", re.MULTILINE)
    assert [named(path) for path in SOURCES if imported.search(path.read_text())] == []


def test_class_names_are_unique() -> None:
    every = Counter(c.name for p in SOURCES for c in classes(p) if c.name not in {"Meta", "Command"})
    assert [name for name, count in every.items() if count > 1 and name not in ALSO_A_TABLE] == []


def test_only_querysets_get_models_by_name() -> None:
    """Those of their own app, which they cannot import: models import their QuerySets."""
    foreign = [
        (named(path), ast.unparse(node))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "apps.get_model"
        if not path.stem.endswith("querysets")
        or ast.literal_eval(node.args[0]) != path.relative_to(ROOT).parts[0]
    ]
    assert foreign == []


def test_there_are_no_mixins() -> None:
    assert [(named(p), c.name) for p in SOURCES for c in classes(p) if "Mixin" in c.name] == []


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "services", "signals", "managers"}
    assert [named(path) for path in SOURCES if path.stem in drawers or path.parent.name in drawers] == []


def test_imports_stand_at_the_top() -> None:
    inside = [
        (named(path), function.name)
        for path in SOURCES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_what_stays_on_one_worker_is_there() -> None:
    assert [start for start in TOGETHER if not list(ROOT.glob(f"{start}*"))] == []
