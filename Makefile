# Six verbs, and two that CI calls. Each makes the environment it needs in .venv; the second call is fast.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
USER_READY := $(VENV)/.siap
DEV_READY := $(VENV)/.siap-dev
OUTPUT := keluaran/contoh-draf.docx

.PHONY: run test lint types bench eval
.PHONY: contoh coba-uji
.DEFAULT_GOAL := run

# The bot where a token is set (in the environment or .env), otherwise the same bot in a local web page.
run: $(USER_READY)
	@if [ -n "$$LKJIP_TELEGRAM_TOKEN" ] || grep -qs '^[[:space:]]*LKJIP_TELEGRAM_TOKEN=.' .env; \
		then exec $(BIN)/lkjip bot; else exec $(BIN)/lkjip coba; fi

# The try-out without a person: one question, one draft, then it ends.
coba-uji: $(USER_READY)
	@$(BIN)/lkjip coba --uji

# The command line: a draft of the shipped sample, and one question.
contoh: $(USER_READY)
	@mkdir -p keluaran
	@$(BIN)/lkjip draf bot/contoh/contoh_capaian.xlsx -o $(OUTPUT) --bab semua --tahun 2025 \
		--instansi "Dinas Kesehatan Kabupaten Cendana Raya"
	@echo; $(BIN)/lkjip tanya "Kapan LKjIP dinas disampaikan, dan kepada siapa?"

test: $(DEV_READY)
	$(BIN)/python -m pytest -n $$(( 2 * $$(nproc) )) --dist worksteal

lint: $(DEV_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_READY)
	$(BIN)/mypy

bench: $(DEV_READY)
	$(BIN)/python -m tests.bench

eval: $(DEV_READY)
	$(BIN)/lkjip evaluasi tabel --ambang
	$(BIN)/lkjip evaluasi periksa --ambang
	$(BIN)/lkjip evaluasi temu-kembali --ambang
	$(BIN)/lkjip evaluasi jawaban --ambang

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Making the environment in $(VENV) (once, one to two minutes) ..."
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "python3 -m venv failed; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(USER_READY): pyproject.toml constraints.txt | $(BIN)/python
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(DEV_READY): $(USER_READY)
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@
