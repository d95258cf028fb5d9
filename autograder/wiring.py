"""From a folder to a course, and from a course to nbgrader's Python API.

`read_course` is the entrance: it reads nbgrader's configuration once, as nbgrader
itself finds it.  The command line and formgrader of nbgrader read the same files by
themselves; the rest of this module is for the tools here that call nbgrader without
starting a new process each time.
"""

from __future__ import annotations

import copy
import os
import sys
import traceback
import warnings
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from traitlets import TraitError
from traitlets.config import Application, Config

from autograder.course import ROOT, Assignment, Course, display
from autograder.errors import InputError

CONFIG = "nbgrader_config"

# nbgrader makes SQLAlchemy warn about its own sessions; nobody here can act on that.
warnings.filterwarnings("ignore", message="Object of type .* not in session")

# nbgrader starts `alembic` by name, also when the virtual environment is not activated.
os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])


def read_course(root: Path = ROOT) -> Course:
    """The course in `root`.  A folder without nbgrader_config.py takes the checkout's, but never its gradebook.

    Unless a configuration of Jupyter's own (~/.jupyter, /etc/jupyter: as servers are set up) says that its course lies there.
    """
    root = Path(root).resolve()
    if not root.is_dir():
        raise InputError(display(root), "there is no such folder")
    own = any((root / f"{CONFIG}{ending}").exists() for ending in (".py", ".json"))
    if own and str(root) not in sys.path:
        sys.path.insert(0, str(root))  # as nbgrader's commands do: plug-ins that a course names, or imports, lie in its folder
    config = _read(root)
    own = own or Path(config.CourseDirectory.get("root") or os.devnull).resolve() == root
    if not own:
        config = _read(ROOT)
    if not own:
        config.CourseDirectory.pop("db_url", None)
    config.CourseDirectory.root = str(root)
    config.Application.log_level = config.NbGraderAPI.log_level = 30
    return course_of(config, root)


def course_of(config: Config, root: Path) -> Course:
    """The course that a configuration describes."""
    try:
        directory = CourseDirectory(config=config)
        db_url = config.CourseDirectory.db_url = _absolute(directory.db_url, root)
        steps = {step: directory.format_path(getattr(directory, f"{step}_directory"), "{student_id}", "{assignment_id}")
                 for step in ("source", "release", "submitted", "autograded", "feedback")}
    except TraitError as error:
        raise InputError(display(root / f"{CONFIG}.py"), str(error)) from None
    return Course(root, config, db_url, directory.course_id, steps, _assignments(steps["source"]))


def _read(folder: Path) -> Config:
    """nbgrader's configuration as its commands find it when they are started in `folder`."""
    config = Config()
    here = os.getcwd()
    try:
        os.chdir(folder)  # a configuration may look at its own folder
        for loaded, _ in Application._load_config_files(CONFIG, [str(folder), *jupyter_config_path()], raise_config_file_errors=True):
            config.merge(loaded)
    except Exception as error:
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(f"{CONFIG}.py")]
        line = f":{getattr(error, 'lineno', None) or lines[-1]}" if lines or getattr(error, "lineno", None) else ""
        raise InputError(f"{display(folder / f'{CONFIG}.py')}{line}", f"this configuration cannot be read: {type(error).__name__}: {error}") from None
    finally:
        os.chdir(here)
    return config


def _absolute(db_url: str, root: Path) -> str:
    """nbgrader works inside the course folder, so a relative path of a SQLite file starts there.

    >>> _absolute("sqlite:///gradebook.db", Path("/srv/course"))
    'sqlite:////srv/course/gradebook.db'
    """
    url = make_url(db_url)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        url = url.set(database=str(root / url.database))
    return url.render_as_string(hide_password=False)


def _assignments(pattern: str) -> tuple[Assignment, ...]:
    base, _, rest = os.path.normpath(pattern.replace("{student_id}", ".")).partition("{assignment_id}")
    found = [p for p in sorted(Path(base).glob("*")) if p.is_dir() and not p.name.startswith(".")]
    notebooks = [(p.name, tuple(sorted(n.stem for n in Path(f"{p}{rest}").glob("*.ipynb")))) for p in found]
    found = [Assignment(name, names) for name, names in notebooks if names]
    return tuple(sorted(found, key=lambda a: (a.name.startswith("project"), a.notebooks[0], a.name)))  # q1 … q8, then the project


def config_for(course: Course, **overrides) -> Config:
    """The course's config with changes: `lang`, and any option of CourseDirectory."""
    config = copy.deepcopy(course.config)
    if lang := overrides.pop("lang", None):
        config.Edition.lang = lang
    config.CourseDirectory.update(overrides)
    return config


def api_for(course: Course, **overrides) -> NbGraderAPI:
    """nbgrader's API for the course; overrides as in `config_for`."""
    return NbGraderAPI(config=config_for(course, **overrides))


def gradebook(course: Course) -> Gradebook:
    """The course's gradebook; use it in a `with`."""
    try:
        return Gradebook(course.db_url, course.course_id)
    except (SQLAlchemyError, ImportError) as error:  # no such server, no right to read it, no driver
        why = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise InputError(make_url(course.db_url).render_as_string(hide_password=True), f"the gradebook cannot be opened ({why}); the same command goes on where it was") from None
