"""The word patterns by which the demo model tells one kind of message from another.

All are regular expressions over folded words (lower case, no signs, no apostrophes: "can't" is "cant").
"""

from __future__ import annotations

import re

CRISIS = (
    r"suicid\w*", "kill myself", "end my life", "want to die", r"cant stop (?:gambling|betting)",
    r"gambling addict\w*", "gambling problem", r"problem gambl\w*", "addicted", r"chas(?:e|ing) (?:\w+ )?loss\w*",
    r"lost (?:\w+ ){0,2}(?:rent|savings|paycheck|salary|house|tuition|everything)", "rent money",
    r"borrow\w* (?:\w+ ){0,4}to (?:bet|gamble)", "in debt", r"self exclu\w*", r"ruin\w* my life",
    "win (?:it|my money|everything|it all) back", "get my money back",
)  # fmt: skip
MINOR = (
    r"(?:im|i am) (?:[5-9]|1[0-7])(?= (?:years?|yo|yrs|and|but|so|can|is)\b|$)", "(?:[5-9]|1[0-7]) years? old",
    "under ?age",
    "(?:im|i am) a minor", "my (?:mom|dad|parents) (?:dont|doesnt|cant|must not) know",
)  # fmt: skip
SURE_THING = (
    "sure (?:thing|bet|win|winner)s?", r"guarantee\w*", "(?:cant|cannot|can not) lose", "risk free", "easy money",
    "free money", "lock of the (?:day|week|night)", "(?:a|any|some|your|me|mortal) locks?(?! in| it)", "never loses?",
    "certain (?:win|winner)", r"fixed (?:game|match)\w*", "no way (?:it|they|we) loses?", "100 percent",
)  # fmt: skip
PLACE_BET = (
    r"place (?:it|this|that|the|a|my)(?: \w+){0,2} ?(?:bets?|parlays?|wager)", "place it", "bet it for me",
    r"(?:bet|wager|put) (?:\d+ )?(?:on|down) (?:\w+ ){0,8}for me", "make the bet for me", "submit (?:it|the|my)",
    "deposit", "cash ?out",
)  # fmt: skip
SEARCH_START = re.compile(
    r"^\W*(?:please |can you |could you |hey )*"
    r"(?P<verb>search(?: the web| online| the internet)?|google|web search|look up|find)\b"
    r"(?: me)?(?: (?:for|about|on|up))?:?\s+(?P<query>.+?)\s*[?.!]*$",
    re.IGNORECASE | re.DOTALL,
)
"""Over the message as written."""
WEATHER = ("weather", "forecast", "rain(?:ing)?", "snow(?:ing)?", "windy?", "temperature")
INJURY = (r"injur\w*", "questionable", "doubtful", r"is (?:\w+ ){1,2}(?:playing|out|hurt)", "ruled out")
NEWS = ("news", "rumou?rs?", "headlines?", "traded?", "trades", "latest on", "signed", "fired", "suspended")
BETS = (
    r"my (?:\w+ )?(?:bets?|tickets?|wagers?|record|results)", "how am i doing", "how have i done",
    "bet(?:ting)? history",
)  # fmt: skip
LIMITS = (r"my (?:\w+ )?limits?", r"(?:set|change|raise|lower|what) (?:\w+ ){0,3}limits?", "limit m[ey]")
PICKS = (r"(?:todays?|tonights?|your|published|expert) (?:\w+ )?picks?", "picks? (?:of the day|today|tonight)")
SCORES = (
    r"did (?:the )?(?:\w+ ){1,3}(?:win|lose)", "scores", "final score", "score of", "whats? the (?:final )?score",
    "who won",
)  # fmt: skip
VALUE = ("value", "edges?", "positive ev", "plus ev", r"(?:beats?|above|over) the (?:fair|no vig|market)\w*")
BOOKS = (
    r"compare (?:\w+ ){0,3}(?:books?|bookmakers?|sportsbooks?)", r"(?:which|what|best|every|each) (?:sports)?books?",
)  # fmt: skip
ERRANDS = (*BETS, *LIMITS, *PICKS, *SCORES, *VALUE, *BOOKS)
_IT = r"(?:it|this|that|them|(?:my|the) (?:bet|bets|slip|parlay|ticket))"
LOCK_IN = (rf"^(?:please |ok |okay |yes |now )*(?:lock {_IT} in|lock in(?: {_IT})?)(?: please| now)?$",)
"""The whole message: a click on the slip is meant, which is the user's own."""
MEANING = ("what (?:does|do|is|are)", "meaning", "means?", "explain", "implied (?:probability|chance|odds)")
PRICE = re.compile(r"(?<![\w.])[+−-]\d{3,5}(?![\w.])")
"""An American price as it is written: over the message as written."""
PARLAY = ("parlays?", "accumulator", "acca", "same game", "sgp", "bet ?slip", "slip")
LEG_COUNT = re.compile(r"\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) ?(?:legs?|legger|teams?|picks?)\b")
PRICES = ("odds", "lines?", "prices?", "moneylines?", "spreads?")
ODDS = (
    *PRICES, "favou?rites?", "favou?red", "underdogs?", "who plays", "who is playing", "games?", "slate", "schedule",
    "matchups?", "bets?", "board", "vs?", "versus", "picks?", "who will win", "totals?",
)  # fmt: skip
PROPS = (r"(?:player )?props?", "prop bets?")
STATS = (
    r"averag\w*", "stats?", "statistics", "ppg", "rpg", "apg", r"\w+ per game", "how many", "career",
    r"last (?:\d+|five|ten|three) games", "triple doubles?", "batting", "home runs?", "touchdowns?", "rushing",
    "passing", "rebounds", "assists", "scor(?:ed|ing)", "shooting", "record", "rbis?", "steals", "blocks",
    "strikeouts?", "this season", "last season", "trends?",
)  # fmt: skip
GREETING = ("hi", "hello", "hey", "yo", "sup", "good (?:morning|evening|afternoon)", "whats up", "howdy", "hiya")
THANKS = ("thanks?", "thank you", "thx", "ty", "cheers", "appreciate it", "nice one", "great job", "awesome", "perfect")
GOODBYE = ("bye", "goodbye", "see you", "good night", "cya")
ABILITIES = (
    "what can you do", "what do you do", "help", "how does this work", "what can i ask", "what are you able",
    "how do i use", "commands", "options", "get started", "capabilities",
)  # fmt: skip
IDENTITY = (
    "who are you", "what are you", "(?:which|what) model",
    "are you (?:an? )?(?:real |actual )?(?:ai|bot|human|real|robot|person|chatgpt|gpt)",
)  # fmt: skip
FOLLOW_UP = ("(?:and|what about|how about|now|also|ok|okay|make (?:it|that)|same|with|just|only|instead|then|but)",)
SLIP_FOLLOW_UP = (
    "(?:and|what about|how about|also|ok|okay|make (?:it|that)|with|instead|then|but|add|include|throw in|change|raise|"
    "lower|stake|remove|drop|take out|without)",
)
TAKE_OUT = ("remove", "drop", "take out", "without")


def begins(words: str, patterns: tuple[str, ...]) -> bool:
    """Whether the folded words begin with one of the patterns."""
    return any(re.match(rf"(?:{pattern})\b", words) for pattern in patterns)
