# make: builds every sheet and the booklet; make test: runs the tests. Both install what is missing.
BIN := .venv/bin
COMPILE = $(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --extra dev pyproject.toml
CORES = $(if $(filter Linux,$(shell uname -s)),,-n auto --dist worksteal) # on Linux tests/support/forks.py does it with less
NPM = $(if $(shell command -v timeout),timeout 300) npm --fetch-retries=1 --fetch-timeout=60000
NO_NPM = { echo "npm n'a pas livré le paquet en cinq minutes : des contrôles sont passés. Sans réseau, c'est normal ; derrière une autorité de certification à soi, donnez-la : NODE_EXTRA_CA_CERTS=/chemin/autorite.pem make conformance" >&2; exit 1; }
unexport PYTHONDONTWRITEBYTECODE # tests start a thousand processes: each would compile the program anew

.PHONY: all install test check bench conformance mutate lowest constraints clean

all: .venv/ready ## every sheet and the booklet, or one: make SHEET=slug
	$(BIN)/fiches build $(SHEET)

install: .venv/ready ## the program alone, in .venv

test: .venv/ready-dev ## the tests
	$(BIN)/python -m pytest $(CORES)

check: .venv/ready-dev ## lint, format, types and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(CORES)

bench: .venv/ready-dev ## what a build costs, against plain WeasyPrint and Typst, in minutes; BIG=1: every table, and a thousand sheets
	$(BIN)/python -c 'import typst' 2>/dev/null || $(BIN)/python -m pip install --quiet --editable ".[bench]"
	$(BIN)/python tools/bench.py $(if $(BIG),--big)

conformance: .venv/ready-dev ## slow and heavy checks; what they need is installed where it can be
	sh tools/setup.sh conformance
	-$(MAKE) --keep-going .venv/axe/package/axe.min.js .venv/pdfjs/node_modules/pdfjs-dist .venv/ace/node_modules/.bin/ace-puppeteer
	$(BIN)/python -m pytest -m slow -n auto --dist loadgroup

.venv/axe/package/axe.min.js: ## axe-core (MPL 2.0) is fetched and not shipped
	mkdir -p .venv/axe
	@cd .venv/axe && { $(NPM) pack --silent axe-core || $(NO_NPM); } && tar xzf axe-core-*.tgz

.venv/pdfjs/node_modules/pdfjs-dist: ## pdf.js (Apache 2.0), which searches in Firefox, is fetched and not shipped
	@$(NPM) install --silent --no-audit --no-fund --no-save --prefix .venv/pdfjs pdfjs-dist || $(NO_NPM)

.venv/ace/node_modules/.bin/ace-puppeteer: ## Ace by DAISY (MIT), which judges EPUBs in Chromium, is fetched and not shipped
	@ELECTRON_SKIP_BINARY_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 $(NPM) install --silent --no-audit --no-fund --no-save --prefix .venv/ace @daisy/ace || $(NO_NPM)

mutate: .venv/ready-dev ## twenty rules, one constant changed at a time: do the tests of its package notice?
	$(BIN)/python tools/mutate.py

lowest: ## the tests with the lowest versions of the libraries that are allowed
	$(or $(PYTHON),python3) -m venv .venv-lowest
	.venv-lowest/bin/python -m pip install --quiet --constraint constraints-lowest.txt --editable ".[dev]"
	.venv-lowest/bin/python -m pytest $(CORES)

constraints: .venv/ready-dev ## writes anew which versions are tried; then try them: make test, make lowest
	$(BIN)/python -m pip install --quiet uv
	echo "# The newest versions that were tried, also of the tests; written by: make constraints" > constraints-newest.txt
	$(COMPILE) >> constraints-newest.txt
	echo "# The lowest versions that pyproject.toml allows, tried by make lowest; written by: make constraints" > constraints-lowest.txt
	$(COMPILE) --resolution lowest-direct >> constraints-lowest.txt

clean: ## removes what was built, and .venv
	rm -rf .venv .venv-lowest build/.fiches build/fiches build/brouillons build/impression build/affiches build/kit build/kit.zip build/index.json build/*.pdf

.venv/ready: pyproject.toml tools/setup.sh
	sh tools/setup.sh
	touch $@

.venv/ready-dev: pyproject.toml tools/setup.sh constraints-newest.txt
	sh tools/setup.sh dev
	touch .venv/ready $@
