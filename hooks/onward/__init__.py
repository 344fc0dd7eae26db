"""Onward: checked, interactive Markdown pages for people who have just been turned down for a job.

The flow is `source` and `registry` → `blocks` → `model.Page` → `checks` → `report`; `build.Build` is the one
object that holds what a build knows. Nothing in here imports MkDocs: `hooks/mkdocs_onward.py` adapts it.
"""
