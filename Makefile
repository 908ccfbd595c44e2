# `make demo` and `make test` do all the set-up themselves; the second time they find it done.
# Needed beforehand: Python 3.11 or newer, pip, make and git. The tests also install Chromium and Redis where missing.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
# The machine's own pip serves the new environment, so Debian's python3-venv package is not needed.
INSTALL := $(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps
BROWSERS := tests/browser tests/browser_units tests/desk/test_access.py tests/desk/test_desk_and_wall.py
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/sobremesa.po)
export PYTHON

# Python's packages and the browser's are fetched side by side.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += --jobs=2 --no-print-directory
endif

.PHONY: demo test check lint format bench screenshots lock vendor wheel catalogues system clean help
.DEFAULT_GOAL := help

help:
	@echo "make demo        serve the reference forum on port $(PORT)"
	@echo "make test        every check and every test"
	@echo "make check       ruff, mypy, the floors: what takes seconds"
	@echo "make lint        ruff alone; 'make format' mends what it can"
	@echo "make bench       the measurements, each beside a bare-bones counterpart"
	@echo "make screenshots  the pictures in docs/screenshots, of a café played by invented people"
	@echo "make wheel       dist/sobremesa-*.whl, with pages, migrations and languages inside"
	@echo "make catalogues  gather new sentences into locale/*/LC_MESSAGES/sobremesa.po"
	@echo "make vendor      fetch htmx, fonts and axe again"
	@echo "make lock        make the locked lists of libraries anew"
	@echo "make clean       remove everything that the set-up made"

demo: .make/runtime .make/fonts .make/catalogues
	@exec $(BIN)/sobremesa demo --port $(PORT)

test: .make/dev .make/fonts .make/catalogues system
	@$(MAKE) check
# What measures time has the machine for itself; the rest runs two at a time. pytest's status 5 says: no such test.
	$(BIN)/python -m pytest -m serial || test $$? -eq 5
	$(BIN)/python -m pytest -m "not serial" -n 2 --dist loadgroup $(BROWSERS:%=--ignore=%)
# Playwright keeps an event loop running in its process: tests that start one of their own cannot share it.
	@set -e; for folder in $(BROWSERS); do echo "$(BIN)/python -m pytest $$folder"; $(BIN)/python -m pytest -n 2 --dist loadfile $$folder; done

check: .make/dev
	@$(MAKE) lint
	$(BIN)/mypy --strict app
	$(BIN)/lint-imports

lint: .make/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .make/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .make/dev .make/fonts .make/catalogues
	@set -e; for part in $(filter-out bench/hints.py,$(wildcard bench/[!_]*.py)); do $(BIN)/python -m bench.$$(basename $$part .py); done

screenshots: .make/dev .make/fonts .make/catalogues system
	PYTHONPATH=. $(BIN)/python .ci/screenshots.py

wheel: .make/runtime .make/fonts .make/catalogues
	rm -rf dist
	$(BIN)/python -m hatchling build --target wheel

catalogues: .make/runtime
	$(BIN)/pybabel --quiet extract --mapping babel.cfg --keywords "_ N_ ngettext:1,2" --sort-by-file --add-location file \
	  --no-wrap --project Sobremesa --version "" --copyright-holder "Sobremesa" --output-file .make/sobremesa.pot .
	$(BIN)/pybabel --quiet update --domain sobremesa --input-file .make/sobremesa.pot --output-dir locale --no-wrap \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(MAKE) .make/catalogues

vendor:
	@rm -f .make/vendor
	@$(MAKE) .make/vendor

lock: .make/dev
	.ci/lock

system:
	@.ci/system

clean:
	rm -rf .venv .make node_modules static/vendor tests/browser/vendor dist
	find locale -name '*.mo' -delete

# The stamps below say what stands. Each is newer than what it was made from.

.make/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sobremesa needs Python 3.11 or newer; this is " + sys.version)'
	@echo "Setting up: a virtual environment, locked libraries, browser assets. Once."
	@$(PYTHON) -m venv --without-pip .venv
	@mkdir -p .make && touch $@

.make/runtime: .make/venv requirements/runtime.txt requirements/build.txt pyproject.toml
	@$(INSTALL) --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

.make/dev: .make/runtime requirements/dev.txt
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

# What was cut lacks what another cut would keep: a new cut begins with the fonts as they came.
.make/vendor: package-lock.json .ci/vendor .ci/fonts
	@mkdir -p .make
	@.ci/vendor
	@touch $@

# The fonts keep only the letters that pages are written in: each kilobyte is a phone's wait on a venue's Wi-Fi.
.make/fonts: .make/vendor .make/runtime .ci/fonts
	@.ci/fonts
	@touch $@

# The catalogues' compiled form is made here and travels in the wheel; it is not committed.
.make/catalogues: .make/runtime $(CATALOGUES)
	@test -z "$(CATALOGUES)" || $(BIN)/pybabel --quiet compile --directory locale --domain sobremesa
	@touch $@
