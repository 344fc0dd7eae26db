"""The guide on paper: PDF files of its checklists, messages, worksheets and quizzes, and of all of it.

`finished` gives the words of the built pages, `sheets` puts them into the forms that the templates in
`overrides/documents/` place, `paper` makes a PDF file of that, and `press` does so for all that has changed. `offers`
says on the pages which files there are.
"""
