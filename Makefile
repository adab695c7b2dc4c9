# What can be done here; `make` lists it. Everything runs in .venv, which .ci/environment makes from the lock.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test torture mutants coverage check fix scoreboard floors bench ocr lock environment development

BIN := .venv/bin
CODE := ingest qa ui evals samples benchmarks
HOST ?= 127.0.0.1
PORT ?= 7860
WORKERS ?= 2

help: ## list these commands
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: environment ## create the environment, read the sample reports, open the chat on http://127.0.0.1:7860
	$(BIN)/nianbao ingest samples/reports || [ $$? -eq 1 ]
	exec $(BIN)/nianbao serve --host $(HOST) --port $(PORT)

test: development ## create the environment, run the whole test suite
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

torture: development ## kill whoever writes a thousand times (an hour at most), let readers ask beside writers (ten minutes), look at what is left; fewer: python -m tests.torture KILLS MINUTES
	$(BIN)/python -m tests.torture

mutants: development ## change the core in one place at a time and name the changes that no test notices (some ten minutes); more or fewer: python -m tests.mutants COUNT NAME
	$(BIN)/python -m tests.mutants

coverage: development ## run the tests of each part of the core by themselves and name the branches that they never take
	$(BIN)/python -m tests.mutants.covered

check: development ## what a reviewer asks first: style, layout, types, who imports whom, documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --output-format concise .
	$(BIN)/mypy $(CODE)
	$(BIN)/python -m pytest -q -p no:randomly tests/test_architecture.py tests/test_docs.py

fix: development ## mend what a machine can mend: layout, order of imports, generated documents
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tests.glossary

scoreboard: development ## ask every shipped question and publish how many were answered rightly
	held=$$(mktemp -d); trap 'rm -r "$$held"' EXIT; $(BIN)/nianbao ingest --data-dir "$$held" samples/reports || [ $$? -eq 1 ]; \
	$(BIN)/python -m evals.published "$$held"

floors: development ## ask every shipped question and raise the scores below which no build may fall; none is lowered
	held=$$(mktemp -d); trap 'rm -r "$$held"' EXIT; $(BIN)/nianbao ingest --data-dir "$$held" samples/reports || [ $$? -eq 1 ]; \
	$(BIN)/python -m evals.raising "$$held"

bench: development ## measure everything, one table after the other, and write it into benchmarks/README.md; one of them: python -m benchmarks NAME [COUNT]
	$(BIN)/python -m benchmarks --write

ocr: environment ## add what reads scans and pictures (some 90 MB more)
	$(BIN)/python -m pip install --quiet --constraint requirements-dev.lock --editable '.[ocr]'

lock: ## pin every dependency anew, in an empty environment
	.ci/lock

environment:
	@.ci/environment run

development:
	@.ci/environment dev
