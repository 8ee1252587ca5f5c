"""Mail: written down in the transaction that causes it, sent afterwards by the worker."""
