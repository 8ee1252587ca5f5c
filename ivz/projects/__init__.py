"""Projects as a chain of records: request, assignment, plan, work, report, evaluation."""
