"""What a printer is given."""
