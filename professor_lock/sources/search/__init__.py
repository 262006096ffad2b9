"""Web search: Tavily, Brave, and weather questions."""
