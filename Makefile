# The two commands to know: `make` builds the complete site, `make test` tests it.
# Each sets itself up. ONLY="ar fr" limits a verb to those languages.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
RUN := $(VENV)/bin/python -m sphinx_multilingual

.DEFAULT_GOAL := build
.PHONY: build html pdf epub assemble catalogs check links progress live language linkcheck publish rollback nginx serve audit test prove coverage bench browser lock clean help

build html pdf epub assemble catalogs check links linkcheck progress live language: $(READY) ## see `make help`
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

# A module at a time, on each core.
PYTEST := $(VENV)/bin/python -m pytest -n auto --dist loadfile

test: $(READY) browser
	@$(PYTEST) $(ARGS)

prove: $(READY) browser
	@PROVE=1 $(PYTEST) $(ARGS)

# Twice as slow as `make test`. What fails is told by both, and the figures are printed all the same.
coverage: $(READY) browser
	@rm -rf build/coverage && mkdir -p build/coverage
	@$(VENV)/bin/python -m coverage run -m pytest -n auto --dist loadfile $(ARGS); result=$$?; \
	  $(VENV)/bin/python -m coverage combine --quiet && $(VENV)/bin/python -m coverage report || exit; exit $$result

bench: $(READY)
	@$(VENV)/bin/python -m benchmarks $(ARGS)

DEBIAN := chromium-headless-shell firefox-esr libatomic1 nginx-light poppler-utils

# The browser tests drive Debian's Chromium, which PyPI does not have, through
# Playwright, whose driver needs libatomic; a few drive its Firefox, those of publishing
# its nginx, and those of the books read them with its poppler.
browser:
	@if command -v chromium-headless-shell >/dev/null && command -v firefox-esr >/dev/null && command -v pdftotext >/dev/null && PATH=$$PATH:/usr/sbin command -v nginx >/dev/null && ldconfig -p | grep -q libatomic.so.1; then :; \
	elif [ -n "$(NO_APT)" ] || [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	  echo "no browser, nginx or poppler: their tests will be skipped; on Debian: apt install $(DEBIAN)"; \
	else echo "installing $(DEBIAN) with apt (NO_APT=1 forbids it)"; \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $(DEBIAN) >/dev/null; fi

publish: build
	@$(RUN) publish $(ARGS)

rollback nginx: $(READY)
	@$(RUN) $@ $(ARGS)

serve: build
	@echo "http://127.0.0.1:8000/" && $(VENV)/bin/python -m http.server --bind 127.0.0.1 --directory build/site 8000

lock: $(READY)
	@$(VENV)/bin/python -m pip install --quiet uv
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --group test --group lint -o requirements.lock pyproject.toml

# Asks PyPI which of the pinned packages have known faults; pip-audit stays out of the locked environment.
audit: $(READY)
	@$(VENV)/bin/python -m venv build/audit
	@build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	@build/audit/bin/pip-audit --disable-pip --require-hashes -r requirements.lock

clean:
	@rm -rf build

help:
	@echo "make             build the complete site into build/site"
	@echo "make test        run the tests"
	@echo "make html        build the pages; pdf, epub: the books"
	@echo "make assemble    make the site from folders with some languages each: make assemble FROM=\"parts/fr parts/ar\""
	@echo "make catalogs    extract the messages and update every catalog"
	@echo "make check       check sources, catalogs and terms; STRICT=1 fails on open work"
	@echo "make links       check each link of the built site, offline"
	@echo "make linkcheck   ask every external address on the network; report in build/linkcheck"
	@echo "make progress    show how far each translation is; ARGS=--json"
	@echo "make language    add a language as a draft: make language CODE=pt"
	@echo "make live        show one language while it is written: ONLY=fr"
	@echo "make serve       build, then serve the site on this machine"
	@echo "make publish     build, check and show the site to readers: make publish TO=/srv/site BASE_URL=https://…"
	@echo "make rollback    show readers the version before: TO=/srv/site"
	@echo "make nginx       write settings of nginx for that folder: TO=/srv/site HOST=coop.example.org"
	@echo "make bench       measure the build against the plain sphinx-build loop"
	@echo "make prove       run the tests in full: every page in the browser, 20,000 hostile texts"
	@echo "make coverage    run the tests and print which lines and branches of the engine no test reaches"
	@echo "make lock        renew requirements.lock from pyproject.toml"
	@echo "make audit       ask which pinned packages have known faults"
	@echo "make clean       remove build/"
	@echo "ONLY=\"ar fr\" limits a verb to those languages"
	@echo "ARGS=--explain says of each language why it is built or not"
	@echo "BASE_URL=https://… gives the site its address; REPOSITORY=https://… links its pages to their files"
