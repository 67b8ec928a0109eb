# The two commands to know: `make` builds the complete site, `make test` tests it.
# Each sets itself up. ONLY="ar fr" limits a verb to those languages.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
RUN := $(VENV)/bin/python -m sphinx_multilingual

.DEFAULT_GOAL := build
.PHONY: build html pdf epub catalogs check links progress live language linkcheck serve test prove bench browser lock clean help

build html pdf epub catalogs check links linkcheck progress live language: $(READY) ## see `make help`
	@$(RUN) $@ $(ARGS)

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "$(PYTHON) is missing or older than 3.11; install Python 3.11 to 3.13, or set PYTHON=" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python lacks the module venv; on Debian: apt install python3-venv" >&2; exit 2; }
	@echo "setting up $(VENV) from requirements.lock"
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
	  || { echo "the packages of requirements.lock could not be installed; is there a network?" >&2; exit 2; }
	@touch $@

test: $(READY) browser
	@$(VENV)/bin/python -m pytest $(ARGS)

prove: $(READY) browser
	@PROVE=1 $(VENV)/bin/python -m pytest $(ARGS)

bench: $(READY)
	@$(VENV)/bin/python -m benchmarks $(ARGS)

# The browser tests drive Debian's Chromium, which PyPI does not have, through
# Playwright, whose driver needs libatomic; a few drive its Firefox.
browser:
	@if command -v chromium >/dev/null && command -v firefox-esr >/dev/null && ldconfig -p | grep -q libatomic.so.1; then :; \
	elif [ -n "$(NO_APT)" ] || [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	  echo "no browser: its tests will be skipped; on Debian: apt install chromium firefox-esr libatomic1"; \
	else echo "installing chromium and firefox-esr with apt (NO_APT=1 forbids it)"; \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends chromium firefox-esr libatomic1 >/dev/null; fi

serve: build
	@echo "http://127.0.0.1:8000/" && $(VENV)/bin/python -m http.server --bind 127.0.0.1 --directory build/site 8000

lock: $(READY)
	@$(VENV)/bin/python -m pip install --quiet uv
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --group test --group lint -o requirements.lock pyproject.toml

clean:
	@rm -rf build

help:
	@echo "make             build the complete site into build/site"
	@echo "make test        run the tests"
	@echo "make html        build the pages; pdf, epub: the books"
	@echo "make catalogs    extract the messages and update every catalog"
	@echo "make check       check sources, catalogs and terms; STRICT=1 fails on open work"
	@echo "make links       check each link of the built site, offline"
	@echo "make linkcheck   ask every external address on the network; report in build/linkcheck"
	@echo "make progress    show how far each translation is; ARGS=--json"
	@echo "make language    add a language as a draft: make language CODE=pt"
	@echo "make live        show one language while it is written: ONLY=fr"
	@echo "make serve       build, then serve the site on this machine"
	@echo "make bench       measure the build against the plain sphinx-build loop"
	@echo "make prove       run the tests in full: every page in the browser, 20,000 hostile texts"
	@echo "make lock        renew requirements.lock from pyproject.toml"
	@echo "make clean       remove build/"
	@echo "ONLY=\"ar fr\" limits a verb to those languages"
	@echo "BASE_URL=https://… gives the site its address; REPOSITORY=https://… links its pages to their files"
