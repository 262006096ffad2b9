"""The Odds API: prices, scores, player props."""
