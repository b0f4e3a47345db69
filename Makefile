# Each target sets up what it needs: a fresh machine needs python3.11 with venv, nothing else.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready

.PHONY: model axe screenshots setup demo test check gate bench race fuzz

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $(STAMP)

demo: $(STAMP)
	$(VENV)/bin/dateline demo --dir dateline-demo --no-browser

test: $(STAMP) $(VENV)/.browser
	$(PY) -m pytest

# The browser tests want Debian's chromium and axe-core. Tried once, where we may install; tests say what they skipped.
$(VENV)/.browser: | $(STAMP)
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
		|| echo "no chromium, and no right to install it: browser tests will be skipped"
	@test -f tests/browser/axe.min.js || { command -v npm >/dev/null && $(MAKE) --no-print-directory axe; } \
		|| echo "no axe-core, and no npm to fetch it: accessibility tests will be skipped"
	@touch $@

check: $(STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/dateline check data

# Hours if you like: bytes made up by a fuzzer against the readers and the furniture cleaner, MINUTES each.
MINUTES ?= 10
fuzz: $(STAMP)
	$(PY) -m pip install --quiet --disable-pip-version-check -e ".[fuzz]"
	$(PY) -m tests.fuzz.fuzz_readers -max_total_time=$$(( $(MINUTES) * 60 ))
	$(PY) -m tests.fuzz.fuzz_furniture -max_total_time=$$(( $(MINUTES) * 60 ))

gate: $(STAMP)
	$(PY) -m benchmarks.quality.gate

bench: $(STAMP)
	$(PY) -m benchmarks.speed

# A web archive of 5,000 pages read on two cores, against trafilatura alone on one. On a machine with nothing else to do.
race: $(STAMP)
	$(PY) -m benchmarks.speed.warc

# The accessibility checker for tests/browser (MPL-2.0, 650 kB): fetched when asked for, never shipped.
axe:
	cd tests/browser && npm pack --silent axe-core@4 && tar xzf axe-core-4*.tgz --strip-components=1 package/axe.min.js && rm axe-core-4*.tgz

# What the coder learned from data/training, byte for byte the same on every run.
model: $(STAMP)
	$(PY) -m tools.train_coder

screenshots: $(STAMP)
	$(PY) tools/screenshots.py
