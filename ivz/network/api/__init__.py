"""The registers for other programs; what is public by function needs no signing in."""
