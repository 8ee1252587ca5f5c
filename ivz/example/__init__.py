"""The example region, loaded through the same actions people use."""
