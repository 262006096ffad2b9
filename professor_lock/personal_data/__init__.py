"""A user's own data as a whole: exported on request, deleted on request, and kept no longer than the operator says."""
