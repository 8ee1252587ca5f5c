"""What is held about people: the register of processing, retention, seeing and correcting."""
