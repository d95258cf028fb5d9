"""nbgrader's Python API under this course's nbgrader_config.py.

The command line and formgrader read the same file by themselves; this is for
the tools here that call nbgrader without starting a new process each time.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.course import ROOT

# nbgrader makes SQLAlchemy warn about its own sessions; nobody here can act on that.
warnings.filterwarnings("ignore", message="Object of type .* not in session")

# nbgrader starts `alembic` by name, also when the virtual environment is not activated.
os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])


def config_for(root: Path, **overrides) -> Config:
    """The course's config with `root` as the folder that holds source/, submitted/ and gradebook.db.

    overrides: `lang` and any option of CourseDirectory.
    """
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
    if lang := overrides.pop("lang", None):
        config.Edition.lang = lang
    config.CourseDirectory.update(overrides)
    config.Application.log_level = 30
    return config


def api_for(root: Path, **overrides) -> NbGraderAPI:
    """nbgrader's API for the course in `root`; overrides as in `config_for`."""
    return NbGraderAPI(config=config_for(root, **overrides))


def gradebook(root: Path) -> Gradebook:
    """The gradebook of the course in `root`; use it in a `with`."""
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}")
