"""Files handed out without internet."""
