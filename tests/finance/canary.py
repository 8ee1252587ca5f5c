"""Closed budgets for the canary, and who may read them, written down apart from the code."""

from tests.finance import factories as make


def reads_budget(who, budget, _name=""):
    return who.reads(budget, body=budget.body, network=budget.body.network)


READS = {
    "finance.Budget": reads_budget,
    "finance.BudgetPost": lambda who, row, name: reads_budget(who, row.budget),
}


def closed_records(body, **closed):
    """Make a budget as closed as asked, with everything that hangs on it."""
    budget = make.BudgetFactory(body=body, reason="-", origin="-", **closed)
    make.BudgetPostFactory(budget=budget)
