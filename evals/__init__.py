"""How good the reading is: cases with truth, scores, runs and reports."""
