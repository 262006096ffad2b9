"""Numbers of an answer, checked against what the tools returned before a reader sees them.

`facts` is the ledger of what was returned, `reading` finds the numbers and names of a text, `judging` compares the two,
`gate` does so on a stream. `docs/grounding.md` says what is checked and what is not.
"""
