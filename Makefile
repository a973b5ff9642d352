# Everything starts from a plain Python 3.11+: see README.md.
PYTHON ?= python3
BIN := .venv/bin
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test a11y lint format audit bench bench-similar bench-portfolio bench-suggest bench-pack install-demo install-test

help:
	@echo "make demo        start the product with a demo district (PORT=8000)"
	@echo "make demo-reset  throw away the demo's data"
	@echo "make test        run the tests (ARGS=\"tests/ideas -k triage\" for some)"
	@echo "make a11y        go round all pages with every role, in three widths and both themes"
	@echo "make lint        check style, types, floors, templates, migrations, settings"
	@echo "make format      let ruff put the code in order"
	@echo "make bench       measure the pages of a running demo (URL=http://127.0.0.1:8000)"
	@echo "make bench-portfolio  measure the portfolio with years of history (PROJECTS=10000)"
	@echo "make bench-similar  measure how fast similar ideas are found (SIZES=\"1000 10000\")"
	@echo "make bench-pack  measure a meeting's pack of 200 pages (CASES=18)"
	@echo "make bench-suggest  measure how fast the best list of 200 candidates is found"
	@echo "make bench-pdf   measure how fast documents are made, and 100 of them queued (QUEUE=100)"
	@echo "make docs-check  let LibreOffice open our Word files (needs soffice; OUT=folder keeps them)"
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
	@exec $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

a11y: install-test
	@exec $(BIN)/python -m pytest -n 2 --dist worksteal -m crawl $(ARGS)

# Settings a production server would have; nothing is connected to.
LINT_ENV := SECRET_KEY=lint-only-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM ALLOWED_HOSTS=example.org \
	DATABASE_URL=postgresql://app@127.0.0.1:9/none DATABASE_OWNER_URL=postgresql://owner@127.0.0.1:9/none \
	DATABASE_AS_OWNER=0 REDIS_URL=redis://127.0.0.1:9/0 STATIC_MANIFEST=0 LOG_LEVEL=ERROR

lint: install-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet
	env $(LINT_ENV) $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	env $(LINT_ENV) $(BIN)/python manage.py check --deploy --fail-level WARNING
	env $(LINT_ENV) $(BIN)/mypy

format: install-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

audit: install-test
	$(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet pip-audit
	.venv-audit/bin/pip-audit --require-hashes --disable-pip -r requirements-dev.txt

bench-similar: install-test
	@$(BIN)/python -m tests.bench.similar $(if $(SIZES),--sizes $(SIZES))

bench-portfolio: install-test
	@$(BIN)/python -m tests.bench.portfolio $(if $(PROJECTS),--projects $(PROJECTS))

bench-suggest: install-test
	@$(BIN)/python -m tests.bench.suggest

bench-pack: install-test
	@$(BIN)/python -m tests.bench.pack $(if $(CASES),--cases $(CASES))

bench-pdf: install-test
	@$(BIN)/python -m tests.bench.pdf $(if $(QUEUE),--queue $(QUEUE))

docs-check: install-test
	@$(BIN)/python -m tests.documents.office $(if $(OUT),--out $(OUT))

bench: install-test
	@$(BIN)/python -m tests.bench.pages $(if $(URL),--url $(URL))
