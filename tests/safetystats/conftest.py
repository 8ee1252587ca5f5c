"""Reference results of other software, where somebody keeps them."""

import csv

import numpy as np
import pytest


@pytest.fixture(scope="session")
def poisson_reference(reference_data):
    """Columns of ``reference/rates/ref_poisson_ci.csv``: limits of counts, computed in R."""
    with (reference_data / "reference" / "rates" / "ref_poisson_ci.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        name: np.array([np.nan if row[name] == "NA" else float(row[name]) for row in rows])
        for name in rows[0]
    }
