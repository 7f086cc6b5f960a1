"""Text as it is printed: by language, in quotes, in titles, in fonts cut down to it."""
