"""ESPN's public pages: games, scores, box scores, players, injuries, prices."""
