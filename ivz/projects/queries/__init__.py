"""What pages ask about requests and projects."""
