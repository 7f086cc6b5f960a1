"""Any PDF judged as a printer would judge it."""
