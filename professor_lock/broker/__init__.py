"""Messages between the processes of a deployment, where a broker is set: faster than Postgres, and never the truth."""
