# The build, and its documentation.  `make` or `make help` prints what there is.
#
#   course/*.py --source--> source/*.ipynb --release--> release/{ja,en}/*.ipynb
#   submitted/  --grade-->  autograded/ + gradebook.db --feedback--> feedback/
#
# Every goal sets up .venv first.  PYTHON=python3.12 chooses the interpreter;
# ONLY="q1_bpe q2_similarity" (exercises or assignments) limits source, check, bank, nbval;
# AUTOGRADER_WORKERS=8 sets how many notebooks run side by side (default: one per core);
# SEED=7 chooses what `make test` draws of the bank, the mutants and the longest tests (default: 1, so that
# it says the same twice; `make test SEED=$RANDOM` tries others, `make test-all` draws nothing and takes an hour);
# COURSE=demo makes the goals of grading (grade … formgrader) work on that folder instead of this one.

PYTHON ?= python3
VENV   ?= .venv
ONLY   ?=
COURSE ?= .
TO     ?= csv
SEED   ?= 1
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
OTTER  := .cache/otter
OLDER  := .cache/older

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all lint still unit unit-all check bank bank-sample nbval mutants mutants-sample attacks diagnosis bothways bench older source release solutions sync \
        grade regrade feedback table report collect export formgrader lab clean

help:  ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## a virtual environment in .venv with everything pinned

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --progress-bar off --editable '.[instructor,test]'
	$(BIN)/python -m autograder.kernels.spec
	@touch $@

demo: release  ## build, make a class of 16 students, grade it, write feedback, print the table, report on the class
	$(BIN)/autograder demo --course demo
	$(BIN)/autograder grade --course demo || [ $$? -eq 1 ]  # 1: somebody has no score, as in life
	$(BIN)/autograder feedback --course demo
	$(BIN)/autograder table --course demo
	$(BIN)/autograder report --course demo

test: lint still unit bank-sample mutants-sample nbval  ## everything that must hold: ruff, unit tests, some of the bank and of the mutants, nbval
	@echo "drawn with SEED=$(SEED); make test-all runs the whole"

test-all: lint still unit-all bank nbval  ## the same without drawing (make mutants and make attacks are the whole of theirs)

lint: $(READY)  ## ruff, a few rules (pyproject.toml says why each)
	$(BIN)/ruff check .

source: $(READY)  ## course/*.py -> executed source/**.ipynb (what changed)
	$(BIN)/autograder source $(ONLY)

release: source  ## source/ -> release/ja, release/en
	$(BIN)/autograder release

check: $(READY)  ## rebuild, compare with what is committed, run the release gates
	$(BIN)/autograder check $(ONLY)

still: $(READY)  ## check without running: texts, sources and releases fit together; the release gates
	$(BIN)/autograder check --still $(ONLY)

sync: $(READY)  ## source/**.ipynb edited in JupyterLab -> course/*.py
	$(BIN)/autograder sync $(ONLY)

bank: $(READY)  ## grade every right and wrong answer, print the matrix
	$(BIN)/autograder bank $(ONLY)

bank-sample: $(READY)  # a dozen answers of each exercise
	$(BIN)/autograder bank --sample 12 --seed $(SEED) $(ONLY)

nbval: $(READY)  ## run the source notebooks again, compare the outputs
	$(BIN)/autograder nbval $(ONLY)

mutants: $(READY)  ## every reference with one small mistake; prints what no test catches (long, resumable)
	$(BIN)/autograder mutants $(ONLY)

mutants-sample: $(READY)  # a minute of them
	$(BIN)/autograder mutants --sample 20 --seed $(SEED) q1_bpe q2_similarity q3_scaled_dot_product q4_self_attention q5_sinusoidal q7_gradient_flow q8_multi_head

diagnosis: $(READY)  ## are misconceptions named rightly? (after `make bank`)
	$(BIN)/autograder diagnosis $(ONLY)

attacks: $(READY)  ## submissions that try to score without an answer: points gained with plain nbgrader and here
	$(BIN)/python -m autograder.report.attacks $(ONLY)

bothways: $(READY)  ## the whole bank with the judge and in one kernel: cells that score differently (long)
	$(BIN)/python -m autograder.report.bothways $(ONLY)

bench: $(READY) $(OTTER)/.ready  ## what grading costs beside plain nbgrader and otter (docs/performance.md)
	$(BIN)/autograder bench $(ONLY)

# otter-grader in an environment of its own, which sees the packages of this one
$(OTTER)/.ready: $(READY)
	$(PYTHON) -m venv $(OTTER)
	$(BIN)/python -c 'import torch; print(next(p for p in torch.__path__).rpartition("/")[0])' > "$$(echo $(OTTER)/lib/python*/site-packages)/course.pth"
	$(OTTER)/bin/python -m pip install --quiet --progress-bar off otter-grader==7.0.0
	@touch $@

# the oldest versions that the notebooks run with, as a hosted notebook may carry them (release/*/start.ipynb states them)
older: $(OLDER)/.ready  ## the notebooks, reference filled in, with the oldest PyTorch, NumPy … that they work with
	$(BIN)/python -m autograder.answers.older $(OLDER)/notebooks
	for nb in $(OLDER)/notebooks/*.ipynb; do echo "$$nb"; $(OLDER)/bin/jupyter execute --timeout=600 "$$nb" || exit 1; done

$(OLDER)/.ready: $(READY)
	$(PYTHON) -m venv $(OLDER)
	$(OLDER)/bin/python -m pip install --quiet --progress-bar off torch==2.5.1 numpy==1.26.4 matplotlib==3.8.4 seaborn==0.13.2 tqdm==4.66.4 ipykernel nbclient
	@touch $@

solutions: $(READY)  ## executed walk-throughs for after the deadline -> solutions/
	$(BIN)/autograder solutions $(ONLY)

unit: $(READY)  ## the tests of the tools and a student's way
	AUTOGRADER_SEED=$(SEED) $(BIN)/python -m pytest --numprocesses auto

unit-all: $(READY)
	AUTOGRADER_WHOLE=1 $(BIN)/python -m pytest --numprocesses auto

grade: $(READY)  ## autograde what is new in submitted/
	@$(BIN)/autograder grade $(ONLY) --course $(COURSE); status=$$?; \
	  [ $$status -gt 1 ] || $(BIN)/autograder table $(ONLY) --course $(COURSE); exit $$status  # 1: somebody has no score

regrade: $(READY)  ## after a corrected test: whose score would change and why (WRITE=1 writes it)
	$(BIN)/autograder regrade $(ONLY) --course $(COURSE) $(if $(WRITE),,--dry-run)

feedback: $(READY)  ## write the students' pages into feedback/
	$(BIN)/autograder feedback $(ONLY) --course $(COURSE)

table: $(READY)  ## students × exercises
	$(BIN)/autograder table $(ONLY) --course $(COURSE)

report: $(READY)  ## the class at a glance: report/class.html
	$(BIN)/autograder report $(ONLY) --course $(COURSE)

collect: $(READY)  ## ZIP=download.zip ASSIGNMENT=ex2_1_tokenization: a Moodle or Canvas download -> submitted/
	@test -n "$(ZIP)" -a -n "$(ASSIGNMENT)" || { echo "say which: make collect ZIP=download.zip ASSIGNMENT=ex2_1_tokenization"; exit 2; }
	$(BIN)/autograder collect "$(ZIP)" --assignment $(ASSIGNMENT) --course $(COURSE)

export: $(READY)  ## grades as a table: export/csv.csv; TO=canvas or TO=moodle for theirs
	$(BIN)/autograder export $(ONLY) --to $(TO) --course $(COURSE)

formgrader: $(READY)  ## JupyterLab at formgrader's gradebook (COURSE=demo: the demo class)
	$(BIN)/autograder formgrader --course $(COURSE)

lab: $(READY)  ## JupyterLab with the course and formgrader
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/jupyter lab

clean:  ## remove what the tools made; keeps submitted/, gradebook.db and all that is committed
	rm -rf $(VENV) .cache demo .pytest_cache *.egg-info
