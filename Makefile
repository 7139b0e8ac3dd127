# make run and make test set everything up first; a second start finds its stamp and takes seconds.
VENV ?= .venv
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := $(VENV)/bin/python
# The stamp stands for these pins installed for this checkout: change either and it is installed again.
STAMP := $(VENV)/.installed-$(shell { cat constraints.txt pyproject.toml; pwd; } | cksum | cut -d ' ' -f 1)

.PHONY: run test lint bench screenshots package test-package clean

run: $(STAMP)
	@$(PY) tools/check_system.py --display
	$(PY) -m meddiag_gui

test: $(STAMP)
	@$(PY) tools/check_system.py
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest

lint: $(STAMP)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

bench: $(STAMP)
	@for script in benchmarks/*.py; do \
		echo "== $$script"; PYTHONPATH=. QT_QPA_PLATFORM=offscreen $(PY) "$$script" || exit 1; \
	done

screenshots: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(PY) -m meddiag_gui screenshots docs/screenshots

# The installed program (packaging/README.md): built from the last commit, in an environment of its own.
FLAVOUR ?= reader
PACKAGE_VENV ?= build/venv-$(FLAVOUR)
PACKAGE_OPTIONS ?=

package:
	$(PYTHON) packaging/environment.py $(FLAVOUR) $(PACKAGE_VENV)
	$(PACKAGE_VENV)/bin/python packaging/build.py $(FLAVOUR) $(PACKAGE_OPTIONS)

test-package: $(STAMP)
	MEDDIAG_BUILT=dist/meddiag-$(FLAVOUR) QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m package tests/packaging

clean:
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(STAMP): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo "MedDiag needs Python 3.11; name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) tools/check_system.py
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --disable-pip-version-check -q -c constraints.txt -e ".[train,dev]"
	@rm -f $(VENV)/.installed-*
	@touch $@
