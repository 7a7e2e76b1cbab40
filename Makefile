# The ways in; `make help` lists them. Each sets up what it needs by itself, from pyproject.toml.

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# In the order of their folders: what takes longest stands in files of one test each, which xdist would leave to the end.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Without compiled bytecode the program takes several times as long to start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check bench screenshots clean

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' Makefile | tr '@' '\t' | expand -t 20

demo: $(VENV)/.installed ## Try the program on an invented school
	@$(BIN)/wbl-tui demo
	@test -t 1 || echo "Here wbl-tui is $(abspath $(BIN))/wbl-tui."

test: $(VENV)/.installed-dev ## Run the tests
	$(PYTEST)

check: $(VENV)/.installed-dev ## All that is checked before a change is merged
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)
	tools/try-wheel $(BIN)/python

bench: $(VENV)/.installed-dev ## Measure speed; QUICK=1 for a short run
	$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

screenshots: $(VENV)/.installed-dev ## Draw the pictures of the documents anew
	$(BIN)/python -m tools.screenshots docs

clean: ## Remove everything that was made here
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are older than pyproject.toml when what is needed may have changed.
$(VENV)/.installed: pyproject.toml
	@tools/make-venv $(VENV)
	@$(PIP) --editable .
	@$(BIN)/python -m compileall -q models sample_data screens wbl_tui
	@touch $@

$(VENV)/.installed-dev: pyproject.toml
	@tools/make-venv $(VENV)
	@$(PIP) --editable '.[dev]'
	@$(BIN)/python -m compileall -q models sample_data screens wbl_tui
	@touch $@ $(VENV)/.installed
