"""Platform IVZ: one folder per subject; subjects import downwards only."""
