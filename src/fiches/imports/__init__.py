"""Files of word processors and answers to forms become sheets."""
