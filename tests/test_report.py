"""The class report, made for a small class and looked at in a real browser."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlparse

import nbformat
import numpy as np
import pytest

from autograder.errors import InputError
from autograder.grade.batch import grade
from autograder.report import classreport
from autograder.report.similar import pairs, shape
from autograder.wiring import gradebook, read_course

LONG = """def add(a, b):
    \"\"\"The sum.\"\"\"
    parts = [a, b]
    total = 0
    for part in parts:
        if part != 0:
            total = total + part
    return total"""
RENAMED = """def add(a, b):
    found = [a, b]
    s = 0          # another name, another layout
    for x in found:
        if x != 0: s = s + x
    return s"""
CODE = {"ann": LONG, "bob": RENAMED, "cem": "def add(a, b):\n    return a + b", "dan": "def add(a, b):\n    return a - b",
        "eva": "def add(a, b):\n    return a * b + a + b if a else 7", "<i>fay": "def add(a, b):\n    return a - 2 * b"}


@pytest.fixture(scope="module")
def graded(course, scheduler, tmp_path_factory) -> Path:
    """Six students with those answers, graded; dan is late, eva's notebook carries a remark of tampering."""
    root = tmp_path_factory.mktemp("class")
    shutil.copytree(course, root, dirs_exist_ok=True)
    release = nbformat.read(root / "release" / "ja" / "ex_tiny" / "t1_add.ipynb", as_version=4)
    for student, code in CODE.items():
        nb = nbformat.from_dict(release)
        next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("solution")).source = code
        folder = root / "submitted" / student / "ex_tiny"
        folder.mkdir(parents=True)
        nbformat.write(nb, folder / "t1_add.ipynb")
        (folder / "timestamp.txt").write_text("2026-10-30 22:00:00 UTC" if student == "dan" else "2026-10-30 10:00:00 UTC")
    read = read_course(root)
    with gradebook(read) as book:
        book.update_or_create_assignment("ex_tiny", duedate=datetime(2026, 10, 30, 17))
    grade(read, scheduler=scheduler)
    path = read.folder("autograded", "ex_tiny", "eva") / "t1_add.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.metadata[classreport.REMARKS] = ["a check's own cell was replaced <script>document.title='x'</script>"]
    nbformat.write(nb, path)
    return root


@pytest.fixture(scope="module")
def page(graded) -> Path:
    return classreport.write(read_course(graded))


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium or Chrome with its driver.  Missing is a reason to skip, on a machine that tests every change a failure."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not (program and shutil.which("chromedriver")):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("chromium and chromium-driver are not installed (apt-get install chromium chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def _column(browser, name: str, head: str) -> tuple:
    table = browser.find_element("css selector", f"[aria-label='{name}'] table")
    heads = table.find_elements("css selector", "th")
    k = next(k for k, h in enumerate(heads) if h.find_element("tag name", "button").text == head)
    return heads[k], [row.find_elements("tag name", "td")[k].text for row in table.find_elements("css selector", "tbody tr")]


def test_sorts_by_click_and_by_keyboard(browser, page):
    from selenium.webdriver.common.keys import Keys

    browser.get(page.as_uri())
    head, _ = _column(browser, "Students in t1_add", "score")
    head.find_element("tag name", "button").click()
    head, shown = _column(browser, "Students in t1_add", "score")
    assert head.get_attribute("aria-sort") == "ascending" and [float(s) for s in shown] == sorted(float(s) for s in shown)
    assert len(set(shown)) > 1
    head.find_element("tag name", "button").send_keys(Keys.ENTER)
    head, down = _column(browser, "Students in t1_add", "score")
    assert head.get_attribute("aria-sort") == "descending" and [float(s) for s in down] == sorted(map(float, shown), reverse=True)
    # and the keyboard alone reaches a heading
    browser.get(page.as_uri())
    seen = []
    for _ in range(40):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        seen.append(browser.switch_to.active_element.tag_name)
        if seen[-1] == "button":
            break
    assert "button" in seen and "a" in seen


def test_nothing_in_the_console_and_nothing_from_elsewhere(browser, page):
    browser.get_log("browser")
    browser.get(page.as_uri())
    assert browser.get_log("browser") == []
    assert browser.title == "transformer-foundations: class report"  # a student's text is text
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert loaded == []
    back = {}
    for mode in ("light", "dark"):
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": mode}]})
        back[mode] = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert back["light"] != back["dark"]


def test_every_link_leads_somewhere(browser, page):
    browser.get(page.as_uri())
    links = [a.get_attribute("href") for a in browser.find_elements("tag name", "a")]
    assert links
    for link in links:
        url = urlparse(link)
        assert url.scheme == "file" and Path(unquote(url.path)).exists(), link
        if url.fragment:
            assert browser.find_elements("id", unquote(url.fragment)), link


def test_says_what_happened(browser, page):
    browser.get(page.as_uri())
    _, who = _column(browser, "To look at", "student")
    _, what = _column(browser, "To look at", "what")
    assert {("dan", "late"), ("eva", "remark")} <= set(zip(who, what, strict=True))
    _, checks = _column(browser, "Checks of t1_add", "check")
    _, passed = _column(browser, "Checks of t1_add", "share passed")
    shares = dict(zip(checks, map(float, passed), strict=True))
    assert shares["t-sum"] == 0.5  # ann, bob and cem of six
    assert _column(browser, "Similar code in t1_add", "student")[1] == ["ann"] and "bob" in browser.find_element("css selector", "[aria-label='Similar code in t1_add']").text
    _, seconds = _column(browser, "Students in t1_add", "seconds run")
    assert all(s == "–" or float(s) >= 0 for s in seconds)  # a dash: not recorded; 0.0: less than a twentieth


def test_prints_three_lines(graded, capsys):
    path = classreport.write(read_course(graded))
    lines = capsys.readouterr().out.splitlines()
    assert path.as_uri() in lines[0] and len(lines) == 4
    assert "t-zero" in lines[1] or "t-sum" in lines[1]
    assert "1 late" in lines[3] and "1 remark" in lines[3] and "1 similar pair" in lines[3]


def test_an_ungraded_course_is_said_in_one_sentence(built):
    with pytest.raises(InputError, match="nothing is graded yet"):
        classreport.write(read_course(built.root))


def test_discrimination_is_a_correlation():
    rng = np.random.default_rng(3)
    passed, rest = (rng.random(50) > 0.4).astype(float), rng.normal(size=50)
    p = passed.mean()  # the textbook's formula of the point-biserial coefficient
    textbook = (rest[passed == 1].mean() - rest[passed == 0].mean()) / rest.std() * np.sqrt(p * (1 - p))
    assert classreport.discrimination(passed, rest) == pytest.approx(textbook, abs=1e-12)


def test_times_that_a_student_wrote_are_none():
    for begin, end in [("soon", "later"), ("2026-01-01T00:00:00", "2026-01-01T00:00:00+00:00")]:
        cell = nbformat.v4.new_code_cell("1", metadata={"execution": {"iopub.execute_input": begin, "shell.execute_reply": end}})
        assert classreport._seconds(nbformat.v4.new_notebook(cells=[cell])) is None


def test_similar_means_equal_after_renaming():
    assert shape(LONG) == shape(RENAMED)
    assert shape(LONG) != shape(LONG.replace("!= 0", "!= 1"))
    assert shape(LONG) != shape(LONG.replace("total + part", "part + part"))
    assert shape("def (") == ""
    many = {f"s{k}": {"c": shape(LONG)} for k in range(6)}
    assert pairs(many) == []  # the usual way to write it is no sign
    class_of_60 = {f"s{k:02}": {"c": f"form {k // 6}"} for k in range(60)}
    assert pairs(class_of_60) == [], "ten ways, each taken by six"
    assert [row[:2] for row in pairs({**{k: {"c": k} for k in "abcd"}, "x": {"c": shape(LONG)}, "y": {"c": shape(RENAMED)}})] == [("x", "y")]
