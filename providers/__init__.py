"""One file per outside service, each the same shape. They fetch, check and turn answers into `betting.facts` values.

A provider gets its door (`providers.http.HttpDoor`), base URL and key as plain arguments; it raises only
`pp_errors.SourceUnavailable` and its kinds in `providers.errors`. It knows no agent, no widget and no environment.
"""
