"""Names: which league, team, game, player, market and statistic a text means."""
