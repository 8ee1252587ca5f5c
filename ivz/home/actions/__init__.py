"""What people do in the first hour."""
