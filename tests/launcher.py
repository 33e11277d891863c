"""The launcher as a module: it is a program without an ending."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def load_launcher() -> ModuleType:
    loader = SourceFileLoader("portal_launcher", str(ROOT / "portal"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


launcher = load_launcher()
