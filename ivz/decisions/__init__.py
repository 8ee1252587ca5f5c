"""The register of decisions and their follow-ups."""
