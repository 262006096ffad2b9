"""One file per outside service, each the same shape. They fetch, check and turn answers into `betting.facts` values.

A provider gets its client (`sources.http.ProviderClient`), base URL and key as plain arguments; it raises only
`errors.SourceUnavailable` and its kinds in `sources.errors`. It knows no agent, no widget and no environment.
"""
