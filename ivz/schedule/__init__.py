"""The worker's schedule: periodic actions, each idempotent, with last run and last error."""
