# `make` alone lists the targets. Everything runs in the virtual environment $(VENV), made on first use from the locked
# requirements and made up to date whenever a lock changes.

PYTHON ?= python3
VENV ?= .venv
RAW ?= corpus/raw
OUT ?= corpus/parsed
GOLD ?= evaluation/gold/dev

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN_STAMP := $(VENV)/.run-stamp
DEV_STAMP := $(VENV)/.dev-stamp
LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help parse test score check lint format bench pairs schemas lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s  %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

parse: $(RUN_STAMP) ## Parse the documents in RAW (corpus/raw) into the dataset in OUT (corpus/parsed)
	$(BIN)/vbparse parse $(RAW) --out $(OUT)

test: lint ## Check style and types, then run the tests
	$(BIN)/python -m pytest

score: $(RUN_STAMP) ## Score the dataset in OUT against the gold answers in GOLD
	@$(BIN)/vbparse score $(GOLD) $(OUT)

check: $(RUN_STAMP) ## Check that the dataset in OUT keeps its promises
	@$(BIN)/vbparse check $(OUT)

lint: $(DEV_STAMP) ## Check style and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src tests benchmarks

format: $(DEV_STAMP) ## Put the code into the project's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(DEV_STAMP) ## Measure time and memory of a parse of RAW, and of the readers of PDF, Word files and scans
	@$(BIN)/python benchmarks/run.py $(RAW)
	@$(BIN)/python benchmarks/pdf.py
	@$(BIN)/python benchmarks/word.py
	@$(BIN)/python benchmarks/scan.py

pairs: $(RUN_STAMP) ## Count again which words follow each other in RAW (for the reader of scans)
	$(BIN)/python -m vbparse.readers.scan.pairs $(RAW)

schemas: $(RUN_STAMP) ## Write the JSON Schemas again from the models
	$(BIN)/python -m vbparse.dataset.json_schemas

lock: ## Resolve the locked requirements again (UPGRADE=1: to the newest releases)
	$(check_python)
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip --disable-pip-version-check --quiet install uv
	$(VENV)-lock/bin/uv pip compile $(LOCKED) $(if $(UPGRADE),--upgrade) \
		--extra scan pyproject.toml requirements/build.in --output-file requirements/run.txt
	$(VENV)-lock/bin/uv pip compile $(LOCKED) $(if $(UPGRADE),--upgrade) --constraints requirements/run.txt \
		--extra dev --extra frames --extra nlp --extra scan --extra xlsx \
		pyproject.toml requirements/build.in --output-file requirements/dev.txt
	rm -rf $(VENV)-lock

clean: ## Remove the virtual environment and the caches
	rm -rf $(VENV) $(VENV)-lock .mypy_cache .pytest_cache .ruff_cache build dist
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +

# --- the virtual environment ---

define check_python
@command -v $(PYTHON) >/dev/null || { echo "Python was not found ('$(PYTHON)'). Install Python 3.11 or newer," \
	"for example with: sudo apt-get install python3 python3-venv" >&2; exit 1; }
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "vbparse needs Python 3.11 or newer, but" \
	"'$(PYTHON)' is $$($(PYTHON) -V 2>&1). Install a newer one and name it: make PYTHON=python3.12 ..." >&2; exit 1; }
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "'$(PYTHON)' cannot make virtual environments." \
	"Install what it lacks: sudo apt-get install python3-venv" >&2; exit 1; }
endef

# From the lock alone: every download is checked against its hash, and the project itself needs none.
define install
@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Making the virtual environment $(VENV) ..." >&2; $(PYTHON) -m venv $(VENV); }
@$(PIP) install --require-hashes -r $(1)
@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
endef

$(RUN_STAMP): requirements/run.txt pyproject.toml
	$(check_python)
	$(call install,requirements/run.txt)
	@touch $@

$(DEV_STAMP): requirements/dev.txt requirements/run.txt pyproject.toml
	$(check_python)
	$(call install,requirements/dev.txt)
	@touch $(RUN_STAMP) $@
