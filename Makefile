# Beknown on one page. Needs python3 (3.11 or later) with pip, and make; brings the rest into .tools and .venv.
# `make help` lists the targets.

PYTHON ?= python3
DATA ?= ../shared/data
UV := .tools/uv/bin/uv
RUN := .venv/bin
WEB := $(PYTHON) tools/web.py
# Compiled modules are kept, whatever the environment says: else each of hundreds of processes compiles them anew.
export PYTHONDONTWRITEBYTECODE :=
SYNC := UV_PYTHON_DOWNLOADS=never $(UV) sync --frozen --quiet --extra video --python $(PYTHON)
# Pyright runs on the pinned Node.
TOOLS_PATH := $(CURDIR)/.tools/node/bin:$(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-19s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- use ---------------------------------------------------------------------------------------------------

.PHONY: run
run: web .venv/.installed ## start Beknown on http://127.0.0.1:8400; Ctrl-C stops all of it
	@exec $(RUN)/beknown serve

.PHONY: demo
demo: web .venv/.installed ## start it with a sample life and sample people in a throw-away home
	@exec $(RUN)/python tools/demo.py

.PHONY: wheel
wheel: web $(UV) ## build the sdist and the wheel into dist/
	@rm -rf dist && UV_PYTHON_DOWNLOADS=never $(UV) build --python $(PYTHON)

# --- check -------------------------------------------------------------------------------------------------

.PHONY: test
test: .venv/.installed-dev .tools/node/pin ## all checks, and the Python and web tests
	@$(MAKE) -j 2 -O py-types web-lint web-test web-types py-lint
	@$(MAKE) py-test

.PHONY: check
check: .venv/.installed-dev .tools/node/pin ## the fast part: lint, format, types, import contracts, web lint and types
	@$(MAKE) -j 2 -O py-types web-lint web-types py-lint

.PHONY: py-lint
py-lint:
	@$(UV) lock --check --quiet || { echo 'uv.lock is out of date: run $(UV) lock' >&2; exit 1; }
	@echo '== ruff' && $(RUN)/ruff check && $(RUN)/ruff format --check --quiet
	@echo '== import contracts' && $(RUN)/lint-imports --no-logo

.PHONY: py-types
py-types:
	@echo '== pyright' && PATH="$(TOOLS_PATH)" $(RUN)/pyright

.PHONY: web-modules
web-modules:
	@$(WEB) run

.PHONY: web-lint web-types web-test
web-lint web-types web-test: web-%: web-modules
	@echo '== web: $*' && $(WEB) run $*

.PHONY: py-test
py-test: .venv/.installed-dev
	@echo '== pytest' && $(RUN)/pytest -n 3 --dist worksteal -q -m 'not slow'

.PHONY: test-slow
test-slow: .venv/.installed-dev .tools/node/pin ## tests of whole processes, of real clients of the model API, of the embedded model
	@echo '== pytest: what is slow' && $(RUN)/pytest -n 2 --dist loadfile -q -m slow

.PHONY: e2e
e2e: web .venv/.installed-dev .tools/node/pin ## whole journeys in a real browser (installs Debian's chromium if missing)
	@chromium=$$(sh tools/chromium.sh) && echo '== journeys' && \
		BEKNOWN_CHROMIUM="$$chromium" BEKNOWN_E2E_COMMAND="exec $(CURDIR)/$(RUN)/beknown serve" $(WEB) run e2e

.PHONY: wheel-test
wheel-test: wheel .venv/.installed-dev ## install the wheel in an empty environment and start it without Node
	@$(RUN)/pytest -q tests/wheel

.PHONY: bench
bench: web .venv/.installed-dev ## measure start, import, recall and load; see benchmarks/README.md
	@$(RUN)/python -m benchmarks

.PHONY: bench-understanding
bench-understanding: web .venv/.installed-dev ## measure how well it understands; data sets in DATA (../shared/data)
	@$(RUN)/python -m benchmarks.recall --data $(DATA)/locomo
	@$(RUN)/python -m benchmarks.beliefs
	@$(RUN)/python -m benchmarks.interests --data $(DATA)/ml-100k
	@$(RUN)/python -m benchmarks.anticipate
	@$(RUN)/python -m benchmarks.world
	@$(RUN)/python -m benchmarks.world_page
	@$(RUN)/python -m benchmarks.learn

.PHONY: bench-feed
bench-feed: .venv/.installed-dev ## measure what feeds are ranked by and how they are served; data sets in DATA
	@$(RUN)/python -m benchmarks.ranking --data $(DATA)/ml-100k
	@$(RUN)/python -m benchmarks.ranking --data $(DATA)/beauty.txt
	@$(RUN)/python -m benchmarks.simulated_people
	@$(RUN)/python -m benchmarks.feed_serving

.PHONY: docs
docs: .venv/.installed-dev ## write docs/cli.md and docs/settings.md anew, check all links
	@$(RUN)/python -m tools.docs

.PHONY: screenshots
screenshots: web .venv/.installed-dev .tools/node/pin ## take the pictures in docs/screenshots/ anew
	@chromium=$$(sh tools/chromium.sh) && \
		BEKNOWN_CHROMIUM="$$chromium" BEKNOWN_E2E_COMMAND="exec $(CURDIR)/$(RUN)/beknown serve" \
		BEKNOWN_SCREENS="$(CURDIR)/docs/screenshots" $(WEB) run pictures
	@$(RUN)/python tools/shrink.py docs/screenshots

.PHONY: api
api: .venv/.installed-dev ## write the OpenAPI document and the web app's types from it
	@$(RUN)/python -m beknown.app.openapi > web/openapi.json.new && mv web/openapi.json.new web/openapi.json
	@$(WEB) run api

.PHONY: tutorial
tutorial: .venv/.installed-dev .tools/node/pin ## carry out docs/add-a-domain.md in a copy and check the result
	@$(WEB) run && $(RUN)/python -m tools.tutorial

.PHONY: fix
fix: .venv/.installed-dev ## let ruff and eslint mend what they can
	@$(RUN)/ruff check --fix-only --quiet; $(RUN)/ruff format --quiet
	@$(WEB) run fix

.PHONY: clean
clean: ## remove what was built; people's data stays
	@rm -rf .tools .venv dist web/node_modules src/beknown/app/static .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# --- what the above stand on -------------------------------------------------------------------------------

.PHONY: web
web: ## build the web app, if its sources changed
	@$(WEB) build

$(UV): tools/uv.txt
	@$(PYTHON) tools/get.py uv > /dev/null && touch $@

.tools/node/pin: tools/node.txt
	@$(PYTHON) tools/get.py node > /dev/null && touch $@

# Once the developers' tools are there they stay, so that `make run` and `make test` take nothing from each other.
.venv/.installed: pyproject.toml uv.lock | $(UV)
	@echo 'installing Python packages' >&2
	@if [ -e $@-dev ]; then $(SYNC) && touch $@-dev $@; else $(SYNC) --no-default-groups && touch $@; fi

.venv/.installed-dev: pyproject.toml uv.lock | $(UV)
	@echo 'installing Python packages' >&2
	@$(SYNC) && touch .venv/.installed $@
