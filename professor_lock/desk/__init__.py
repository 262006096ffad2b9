"""What a user bets: slips, tickets, record, grading, limits of their own."""
