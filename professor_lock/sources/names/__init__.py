"""Leagues, teams, players, games and bets by the names that users and sources give them."""
