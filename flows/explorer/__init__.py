"""The explorer: a published file as pages in a browser, for reading only.

`app` puts it together, `safety` says who may ask, `pages` and `questions` answer, `layout` sets an article's text,
`serving` opens the door.
"""
