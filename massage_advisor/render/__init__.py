"""What is shown, in every format. Decides nothing."""
