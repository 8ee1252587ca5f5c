"""Signals in closed figures, of which somebody said why nothing is done with them."""

from tests.factories import TODAY, DataSetFactory
from tests.insight.factories import SignalFactory, SignalStepFactory


def reads_signal(who, signal, _name=""):
    from tests.canary.rules import RULES  # noqa: PLC0415 - it gathers what stands here

    table = signal.data_set
    return RULES["insight.DataSet"].reads(who, table, "") and who.sits_in(table.network)


READS = {
    "insight.Signal": reads_signal,
    "insight.SignalStep": lambda who, step, _name: reads_signal(who, step.signal),
}


def closed_records(body, **closed):
    """Find a signal in a table of the network, and decline it."""
    table = DataSetFactory(network=body.network, **closed)
    said = {"state": "declined", "reason": "-", "handled_on": TODAY}
    signal = SignalFactory(data_set=table, **said)
    SignalStepFactory(signal=signal, words="-", before={"reason": "-"})
