"""What a person may set: YAML with places, value types, fields, formats, settings, the project."""
