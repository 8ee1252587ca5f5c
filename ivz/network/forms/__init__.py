"""Reading what people send to change the registers."""
