"""The addresses of other sites that the guide links to: where they stand, whether they work, and what to do if not.

No build comes here, because a build needs no network. `addresses` finds them, `ask` asks for them at the pace of
`pace`, `verdict` judges the answers, `state` remembers them, `report` says it, `run` puts these together, and `command`
is what the command line calls.
"""
