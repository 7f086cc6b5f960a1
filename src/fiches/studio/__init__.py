"""A sheet made in the browser, by somebody who knows neither YAML nor the terminal; every rule is below it."""
