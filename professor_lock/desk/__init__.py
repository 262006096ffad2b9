"""A user's bets: slips, tickets, the record, grading, and the limits that users set for themselves."""
