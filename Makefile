# `make chat` and `make test` are all a fresh machine needs, besides Python 3.11 or newer.
# Choose a Python with PYTHON=…, for example: make chat PYTHON=python3.12

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
INSTALLED_DEV := $(VENV)/installed-dev
# How many tests run at a time, and what else pytest is told: make test WORKERS=4 PYTEST=--cov
WORKERS := 2
PYTEST :=
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install

# Stamps of an environment whose Python is gone count for nothing.
$(shell test -x $(BIN)/python || rm -f $(INSTALLED) $(INSTALLED_DEV))

# Streamlit neither reports to its makers nor asks for an address at its first start.
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false
export STREAMLIT_SERVER_SHOW_EMAIL_PROMPT := false

.PHONY: help chat test ingest evals format lock clean

help:  ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name does; do printf '%-12s %s\n' "$$name" "$$does"; done

chat: ingest  ## Install on first use, ingest the essays, open the chat in the browser
	@echo "==> Opening the chat; stop it with Ctrl-C"
	@exec $(BIN)/python -m streamlit run streamlit_app.py

ingest: $(INSTALLED)  ## Install on first use, bring the index of the essays up to date
	@echo "==> Ingesting the essays"
	@$(BIN)/python -m ingest

evals: ingest  ## Install on first use, run the eval suite
	@$(BIN)/python -m evals run

test: $(INSTALLED_DEV)  ## Install on first use, run every check: format, lint, types, tests
	@echo "==> 1/4 Format (ruff format)"
	@$(BIN)/python -m ruff format --check .
	@echo "==> 2/4 Lint (ruff check)"
	@$(BIN)/python -m ruff check .
	@echo "==> 3/4 Types (mypy --strict)"
	@$(BIN)/python -m mypy
	@echo "==> 4/4 Tests (pytest, $(WORKERS) at a time)"
	@HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest --quiet -n $(WORKERS) --dist loadgroup $(PYTEST)

format: $(INSTALLED_DEV)  ## Bring the code into shape
	@$(BIN)/python -m ruff format .
	@$(BIN)/python -m ruff check --fix .

lock: $(INSTALLED_DEV)  ## Resolve pyproject.toml anew into the two lock files (takes minutes)
	@echo "==> Resolving; this downloads what it has not seen before"
	@$(BIN)/python .ci/lock.py

clean:  ## Remove the environment and all caches; index and conversations in .data stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are written last: an installation that was interrupted is taken up again.
# torch comes first and alone, so that a CPU build is taken where pip knows of one.
$(INSTALLED): requirements.lock
	@$(MAKE) $(BIN)/python
	@echo "==> Installing PyTorch into $(VENV) (the largest part; minutes on a slow line)"
	@$(PIP) --constraint requirements.lock torch
	@echo "==> Installing $$(grep -c == requirements.lock) pinned packages"
	@$(PIP) --requirement requirements.lock
	@touch $@

$(INSTALLED_DEV): requirements-dev.lock $(INSTALLED)
	@echo "==> Installing the tools for checks and tests"
	@$(PIP) --requirement requirements-dev.lock
	@touch $@

$(BIN)/python:
	@.ci/make-venv $(VENV) $(PYTHON)
