"""Cleaning and scoring with nbgrader's own converter and steps, for many submissions with one open gradebook.

nbgrader's steps each open the gradebook and commit after every cell.  Here they all
get the one that is open, and a submission is one transaction: its scores are in the
gradebook whole or not at all.  The steps and their order are the configuration's.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbconvert.writers import FilesWriter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import CheckCellMetadata, Execute
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from autograder.course import LANGS, Assignment, Course
from autograder.grade.cells import CheckCells
from autograder.grade.collect import Submission, cell_ids
from autograder.grade.execute import ExecuteOnce, code_cells, files_of, options
from autograder.grade.work import Work
from autograder.judge import plan


class _Gathering(Session):
    """nbgrader commits after every cell; here that only makes the values visible to the next query."""

    def commit(self) -> None:
        self.flush()
        self.expire_all()


class _Open(Gradebook):
    """A gradebook that stays open when a step closes it."""

    def __init__(self, course: Course):
        super().__init__(course.db_url, course.course_id)
        self.db.remove()
        self.db = scoped_session(sessionmaker(autoflush=True, bind=self.engine, future=True, class_=_Gathering))

    def close(self) -> None:
        pass

    def keep(self) -> None:
        Session.commit(self.db())
        self.db.remove()  # forget what was loaded: memory stays flat over a class

    def drop(self) -> None:
        self.db.remove()

    def really_close(self) -> None:
        super().close()


class Scorer:
    """The course's gradebook and nbgrader's converter, ready for one submission after the other."""

    def __init__(self, course: Course, stage: Path):
        """stage: where clean copies of submissions lie, as `submitted/` does."""
        self.course, self.stage = course, stage
        config = course.config.copy()
        config = type(config)({**config, "CourseDirectory": type(config)({**config.CourseDirectory, "submitted_directory": str(stage)})})
        self.converter = Autograde(coursedir=CourseDirectory(config=config), config=config)
        self.converter.force = True
        self.converter.writer = FilesWriter(parent=self.converter, config=self.converter.config)
        self.converter.exporter = self.converter.exporter_class(parent=self.converter, config=self.converter.config)
        before, after, self.step = [], [], None
        self.converter.exporter.optimistic_validation = True  # once behind all steps, not behind each
        for step in self.converter.autograde_preprocessors:
            if self.step is None and isinstance(step, type) and issubclass(step, Execute):
                self.step = ExecuteOnce if step is Execute else step  # a course that runs notebooks its own way does so here
            else:
                (before if self.step is None else after).append(step)
        quick = {CheckCellMetadata: CheckCells}
        self.cleaning, self.scoring = ([quick.get(step, step) for step in steps] for steps in ([*self.converter.sanitize_preprocessors, *before], after))
        self.limits = options(course.config)
        self._cells: dict[str, dict[str, set[str]]] = {}

    def cells(self, assignment: Assignment) -> dict[str, set[str]]:
        """{notebook: the ids of its graded cells} of the source."""
        if assignment.name not in self._cells:
            source = self.course.folder("source", assignment.name)
            self._cells[assignment.name] = {name: cell_ids(nbformat.read(source / f"{name}.ipynb", as_version=4)) for name in assignment.notebooks}
        return self._cells[assignment.name]

    def clean(self, submission: Submission) -> dict[str, Work]:
        """{notebook: work} of what there is to run."""
        files = self._files(submission)
        works = {}
        for name in submission.assignment.notebooks:
            path = self.staged(submission) / f"{name}.ipynb"
            if path.exists():
                nb = nbformat.read(path, as_version=4)
                for ours in ("kernelspec", plan.KEY):  # the author's notebook, or the configuration, says which kernel and which plan
                    nb.metadata.pop(ours, None)
                try:
                    content, _ = self._export(nb, self.cleaning, submission, name)
                except Exception as error:
                    error.add_note(f"{name}.ipynb")
                    raise
                source = (self.course.folder("source", submission.assignment.name) / f"{name}.ipynb").read_bytes()
                where = {"student": submission.student, "assignment": submission.assignment.name, "notebook": name}
                beside = {**files, **self._handed_in(submission)} if _reads_notebooks(nb, files) else files
                works[name] = Work(content.encode(), beside, self.limits, self.step or ExecuteOnce, where, source)
        self.book.drop()
        return works

    def score(self, submission: Submission, executed: dict[str, nbformat.NotebookNode]) -> None:
        """Write autograded/ and the scores.  executed: {notebook: what ran}; a notebook that is not there scores 0."""
        converter, assignment, student = self.converter, submission.assignment.name, submission.student
        dest = self.course.folder("autograded", assignment, student)
        here = os.getcwd()
        os.chdir(self.course.root)  # as nbgrader does
        try:
            converter.coursedir.assignment_id, converter.coursedir.student_id = assignment, student
            converter.notebooks = [str(self.staged(submission) / f"{name}.ipynb") for name in executed]
            if dest.exists():
                shutil.rmtree(dest)
            converter.run_pre_convert_hook()
            try:
                converter.init_assignment(assignment, student)
            except NbGraderException:
                if executed:
                    raise
            self._lacking_are_zero(submission, executed)
            for name, nb in executed.items():
                output, resources = self._export(nb, self.scoring, submission, name)
                converter.write_single_notebook(output, resources)
            self._say_what_lacks(submission, executed, dest)
            if dest.exists():
                converter.set_permissions(assignment, student)
            converter.run_post_convert_hook()
            self.book.keep()
        except BaseException:
            self.book.drop()
            shutil.rmtree(dest, ignore_errors=True)
            raise
        finally:
            os.chdir(here)

    def staged(self, submission: Submission) -> Path:
        return Path(self.converter._format_source(submission.assignment.name, submission.student))

    def _files(self, submission: Submission) -> dict[str, bytes]:
        """What lies beside the notebooks: the student's files, under the author's."""
        source = self.course.folder("source", submission.assignment.name)
        own = self.converter.exclude_overwriting.get(submission.assignment.name, [])
        given = {name: content for name, content in files_of(source).items() if name not in own}
        return {**files_of(self.staged(submission)), **given}

    def _handed_in(self, submission: Submission) -> dict[str, bytes]:
        """The submission's notebooks as they came, without hidden tests."""
        return {path.name: path.read_bytes() for path in sorted(self.staged(submission).glob("*.ipynb"))}

    def _lacking_are_zero(self, submission: Submission, executed) -> None:
        """As nbgrader does for a notebook that was not handed in."""
        for notebook in self.book.find_assignment(submission.assignment.name).notebooks:
            if notebook.name not in executed:
                graded = self.book.find_submission_notebook(notebook.name, submission.assignment.name, submission.student)
                for grade in graded.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
        self.book.db.commit()

    def _say_what_lacks(self, submission: Submission, executed, dest: Path) -> None:
        """A notebook of one cell in the place of one that could not be read: its page tells the student why."""
        told = [nb.metadata.get("course", {}).get("lang") for nb in executed.values()] + [self.course.config.Edition.get("lang")]
        lang = next((lang for lang in told if lang in LANGS), "en")
        for name, reason in submission.lacking.items():
            cell = nbformat.v4.new_markdown_cell(f"# {name}\n\n{reason[lang]}")
            dest.mkdir(parents=True, exist_ok=True)
            (dest / f"{name}.ipynb").write_text(nbformat.writes(nbformat.v4.new_notebook(cells=[cell], metadata={"course": {"lang": lang}})), encoding="utf-8")

    def _export(self, nb, steps, submission: Submission, name: str) -> tuple[str, dict]:
        """nbgrader's steps over one notebook, registered as its converter does."""
        exporter = self.converter.exporter
        exporter._preprocessors, exporter._nb_metadata = [], {}  # it would keep the metadata of each notebook that it ever saw
        for step in steps:
            exporter.register_preprocessor(step)
        where = {"student": submission.student, "assignment": submission.assignment.name, "notebook": name, "db_url": self.course.db_url}
        path = str(self.course.folder("autograded", submission.assignment.name, submission.student))
        resources = {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": where, "metadata": {"name": name, "path": path}}
        return exporter.from_notebook_node(nb, resources=resources)


def _reads_notebooks(nb, files: dict[str, bytes]) -> bool:
    """Whether a notebook, or a module beside it, names notebooks: `%run part1.ipynb`.  Only then is it run again when another one changes."""
    return any(".ipynb" in cell.source for cell in code_cells(nb)) or any(name.endswith(".py") and b".ipynb" in content for name, content in files.items())


@contextmanager
def scorer(course: Course, stage: Path) -> Iterator[Scorer]:
    """A Scorer while all of nbgrader's steps use its gradebook."""
    made = Scorer(course, stage)  # before: a step's module that it loads is among those below
    book = made.book = _Open(course)
    original = Gradebook
    users = [module for module in list(sys.modules.values()) if getattr(module, "__dict__", {}).get("Gradebook") is original]
    for module in users:
        module.Gradebook = lambda *_, **__: book
    try:
        yield made
    finally:
        for module in users:
            module.Gradebook = original
        book.really_close()
