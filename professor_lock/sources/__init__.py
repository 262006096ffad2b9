"""The outside world: where games, prices, figures, forecasts and search hits come from."""
