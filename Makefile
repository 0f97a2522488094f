# Every job of the course, for people and for machines. `make` alone is `make course`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := course
.ONESHELL:

BIN := $(CURDIR)/.venv/bin
export PATH := $(BIN):$(PATH)

PLAIN := -regex '[-A-Za-z0-9_./]*'  # make takes no other names, as those of copies: "one_hot (1).ipynb"
BOOK_SOURCES := _config.yml $(shell find book embedding_course exercises -type f \
	-not -path '*/__pycache__/*' -not -path '*/.ipynb_checkpoints/*' $(PLAIN) 2>/dev/null)

# folders too: they change when a file in them is deleted
EXERCISE_SOURCES := autograder/release.py autograder/masters.py requirements.lock \
	$(shell find exercises $(PLAIN); \
	find solutions -type f -not -path '*/wrong/*' -not -path '*/accepted/*' -not -name '*.ipynb' $(PLAIN))

.PHONY: course setup exercises book pdf class check check-tests check-lint check-types check-exercises test test-full bench lock clean help

course: setup exercises book class  ## everything: set up, build the book, grade a demonstration class
	@cat <<-TEXT

	The book:            file://$(CURDIR)/_build/html/index.html
	Exercises:           exercises/   (students: jupyter lab exercises/01-one-hot/one_hot.ipynb)
	Feedback:            classroom/feedback/
	Grades:              classroom/grades.csv
	Reports:             classroom/reports/

	What next?
	  . .venv/bin/activate                     use the environment in this shell
	  jupyter lab                              do an exercise; the Formgrader menu lists the class
	  nbgrader autograde 01-one-hot            grade what is in classroom/submitted/<student>/01-one-hot/
	  autograder report 01-one-hot             the instructor's page
	  make test                                run all tests
	TEXT

setup:  ## make .venv with the pinned set
	@./install.sh

exercises: setup _build/exercises.made  ## regenerate exercises/ from solutions/

_build/exercises.made: $(EXERCISE_SOURCES)
	@autograder release
	mkdir -p _build
	touch $@

book: setup _build/html/index.html  ## build the book into _build/html

_build/html/index.html: $(BOOK_SOURCES)
	@echo "book: building (the first time runs every chapter: some minutes)"
	jupyter-book build book
	touch $@

pdf: book  ## print the whole book to _build/book.pdf (needs Chromium)
	@python book/_ext/pdf.py _build/html _build/book.pdf

class: setup exercises  ## make the demonstration class, grade it, write feedback, grades and reports
	@autograder demo
	unfinished=$$(autograder demo --unfinished)
	for assignment in $$unfinished; do
		nbgrader autograde $$assignment || echo "class: not every submission of $$assignment was graded; the reasons stand above"
		nbgrader generate_feedback $$assignment
		autograder report $$assignment
	done
	nbgrader export --to classroom/grades.csv
	autograder demo --verify

check: setup  ## for authors: lint, types and quick tests, side by side
	@$(MAKE) --no-print-directory --output-sync=target -j2 check-tests check-lint check-types check-exercises

check-tests:
	@pytest -q -m "not slow" --numprocesses auto --dist worksteal
check-lint:
	@ruff check .
	ruff format --check .
check-types:
	@mypy
check-exercises:
	@autograder release --check

test: setup exercises book  ## all tests
	@pytest --numprocesses auto --dist loadfile
	autograder check --sample 40

test-full: setup exercises book  ## all tests, and every mutant of every assignment
	@pytest --numprocesses auto --dist loadfile
	autograder check --full

bench: setup  ## measure: builds of the book, grading beside stock nbgrader
	@python -m bench

lock: setup  ## write requirements.lock from what .venv holds
	@sed '/^[^#]/,$$d' requirements.lock > requirements.lock.new
	pip freeze --exclude-editable | sed -E -e 's/[+]cpu//' \
		-e 's/^(landlock|pyseccomp)==.*/& ; sys_platform == "linux"/' \
		-e 's/^(pexpect|ptyprocess)==.*/& ; sys_platform != "win32"/' >> requirements.lock.new
	mv requirements.lock.new requirements.lock

clean:  ## remove what was built; classroom/ and .venv stay
	@rm -rf _build

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14
