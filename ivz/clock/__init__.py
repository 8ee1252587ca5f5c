"""The one place where views, commands and the worker read the date."""
