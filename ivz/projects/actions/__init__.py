"""What people do with requests and projects."""
