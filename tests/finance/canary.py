"""Closed budgets for the canary, and who may read them, written down apart from the code."""

from tests.finance import factories as make


def reads_budget(who, budget, _name=""):
    return who.reads(budget, body=budget.body, network=budget.body.network)


def reads_books(who, row, _name=""):
    budget = row.post.budget
    return who.sits_in(budget.body.network) and reads_budget(who, budget)


READS = {
    "finance.AnnualAccount": reads_budget,
    "finance.Booking": reads_books,
    "finance.Outlook": reads_books,
    "finance.Budget": reads_budget,
    "finance.BudgetPost": lambda who, row, name: reads_budget(who, row.budget),
}


def closed_records(body, **closed):
    """Make a budget as closed as asked, with everything that hangs on it."""
    budget = make.BudgetFactory(body=body, reason="-", origin="-", **closed)
    make.AnnualAccountFactory(body=body, words="-", **closed)
    post = make.BudgetPostFactory(budget=budget)
    make.BookingFactory(post=post, reference="-")
    make.OutlookFactory(post=post)
