"""The report: one page of HTML in which every number leads to the words it rests on.

`questions` asks the warehouse (queries/), the modules of `sections` turn rows into what a section says, `charts` draws,
`receipts` keeps what the numbers rest on, and `page` puts all into templates/.
"""
