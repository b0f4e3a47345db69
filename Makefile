# Each target sets up what it needs: a fresh machine needs python3.11 with venv, nothing else.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready

.PHONY: axe screenshots setup demo test check gate bench

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $(STAMP)

demo: $(STAMP)
	$(VENV)/bin/dateline demo --dir dateline-demo --no-browser

test: $(STAMP)
	$(PY) -m pytest

check: $(STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/dateline check data

gate: $(STAMP)
	$(PY) -m benchmarks.quality.gate

bench: $(STAMP)
	$(PY) -m benchmarks.speed

# The accessibility checker for tests/browser (MPL-2.0, 650 kB): fetched when asked for, never shipped.
axe:
	cd tests/browser && npm pack --silent axe-core@4 && tar xzf axe-core-4*.tgz --strip-components=1 package/axe.min.js && rm axe-core-4*.tgz

screenshots: $(STAMP)
	$(PY) tools/screenshots.py
