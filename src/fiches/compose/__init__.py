"""What a sheet holds becomes frames on its pages."""
