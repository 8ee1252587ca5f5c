"""The page shell, the components and what every view shares."""
