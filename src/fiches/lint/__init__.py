"""What a person should mend."""
