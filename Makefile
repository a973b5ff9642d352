# Everything starts from a plain Python 3.11+: see README.md.
PYTHON ?= python3
BIN := .venv/bin
MAKEFLAGS += --no-print-directory
export PORT HOST DATABASE_URL DATABASE_OWNER_URL REDIS_URL CHROMIUM CI
ifndef PORT
unexport PORT
endif

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test lint format audit install-demo install-test

help:
	@echo "make demo        start the product with a demo district (PORT=8000)"
	@echo "make demo-reset  throw away the demo's data"
	@echo "make test        run every test (ARGS=\"tests/ideas -k triage\" for some)"
	@echo "make lint        check style, types, floors, templates, migrations, settings"
	@echo "make format      let ruff put the code in order"
	@echo "make audit       look for known weaknesses in the locked packages"

install-demo:
	@$(PYTHON) config/local/install.py demo

install-test:
	@$(PYTHON) config/local/install.py test

demo: install-demo
	@exec $(BIN)/python -m config.local.demo

demo-reset: install-demo
	@exec $(BIN)/python -m config.local.demo --reset

test: install-test
	@exec $(BIN)/python -m pytest -n 2 $(ARGS)
