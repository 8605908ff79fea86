# Two commands: `make run` starts the app, `make test` checks everything. Both set up what they need
# first. ARGS goes on: `make test ARGS="-k models"` to pytest, `make bench ARGS="asr --json"` to the
# benches.

PYTHONS := python3.11 python3.12 python3.13 python3
PYTHON ?= $(firstword $(foreach name,$(PYTHONS),$(shell command -v $(name))))
PREPARE := $(PYTHON) packaging/prepare.py

.DEFAULT_GOAL := run
.PHONY: run test bench mutants frozen package package-test lock clean

run:
	@$(PREPARE) run
	@packaging/start $(ARGS)

test:
	@$(PREPARE) test
	@packaging/gate $(ARGS)

bench:
	@$(PREPARE) test
	@.venv/bin/python -m tests.benchmarks $(ARGS)

# Breaks the code on purpose, one piece at a time, and tells which changes no test notices.
mutants:
	@$(PREPARE) test
	@.venv/bin/python -m tests.mutants $(ARGS)

# One folder with everything in it (PyInstaller), put through the smoke test; then installers for
# Linux made of it. The order of sets is told, so that two builds are alike (compare_builds.py).
frozen:
	@$(PREPARE) test
	@PYTHONHASHSEED=1 .venv/bin/pyinstaller --noconfirm --log-level WARN --workpath build/frozen aurity.spec
	@$(PYTHON) packaging/smoke.py dist/aurity-desktop/aurity-desktop

package: frozen
	@$(PYTHON) packaging/installers.py deb tar

# The Debian package and the archive, as somebody gets them who has never seen this checkout.
package-test:
	@$(PYTHON) packaging/package_test.py

lock:
	@.venv/bin/python packaging/lock.py

clean:
	rm -rf .venv build dist
