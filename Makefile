# Another name for `python hooks/tasks.py <task>`, which says what each task does: `python hooks/tasks.py --help`.

PYTHON ?= python3

site serve test test-core reviews links release-ids scripts offline lock clean:
	@$(PYTHON) hooks/tasks.py $@

.DEFAULT_GOAL := site
.PHONY: site serve test test-core reviews links release-ids scripts offline lock clean
# Two tasks at a time would make the one .venv/ twice.
.NOTPARALLEL:
