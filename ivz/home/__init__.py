"""What concerns this person today, and the first hour."""
