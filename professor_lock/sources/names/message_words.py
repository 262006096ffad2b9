"""Words of messages: slang and other languages in English, amounts, markets, counts, and everyday words."""

from __future__ import annotations

from professor_lock.sources.names.questions import FILLING as QUESTION_WORDS
from professor_lock.sources.names.rosters import CHATTER, FILLING

AMOUNTS_IN_WORDS = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty five": 25, "twenty-five": 25, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "a nickel": 500, "a dub": 20,
    "a dime": 1000, "a hundred": 100, "one hundred": 100, "hundred": 100,
    "two hundred": 200,
    "five hundred": 500, "a thousand": 1000,
}  # fmt: skip
SLANG = {
    "dk": "draftkings", "fd": "fanduel", "mgm": "betmgm", "czr": "caesars", "boards": "rebounds", "fave": "favorite",
    "sat": "saturday", "fri": "friday", "thurs": "thursday",
    "dimes": "assists",
    "yr": "year", "yrs": "years", "szn": "season", "wk": "week", "wks": "weeks", "mins": "minutes", "bc": "because",
    "puck": "hockey", "pigskin": "football", "gridiron": "football", "footy": "soccer", "hoops": "basketball",
    "tonite": "tonight", "2nite": "tonight", "2night": "tonight", "tn": "tonight", "2day": "today",
    "tmrw": "tomorrow",
    "tmr": "tomorrow", "tmw": "tomorrow", "2moro": "tomorrow", "2morrow": "tomorrow", "tomorow": "tomorrow",
    "tomorows": "tomorrow", "tomorrows": "tomorrow", "tmrws": "tomorrow", "2mrw": "tomorrow", "tmro": "tomorrow",
    "tomoro": "tomorrow", "nite": "night", "yest": "yesterday", "gm": "game", "gms": "games", "bball": "basketball",
    "wut": "what", "wht": "what", "wuts": "what is", "whts": "what is", "wen": "when", "whens": "when is",
    "abt": "about", "sum": "some", "lmk": "let me know", "da": "the", "dis": "this", "dat": "that", "wit": "with",
    "parly": "parlay", "injurys": "injuries", "injurey": "injury", "oods": "odds", "sprd": "spread",
    "tommorow": "tomorrow", "tommorrow": "tomorrow", "yday": "yesterday", "ml": "moneyline", "mls": "mls",
    "parley": "parlay", "parleys": "parlay", "acca": "parlay", "accas": "parlay", "multi": "parlay", "dawg": "underdog",
    "dawgs": "underdogs", "dog": "underdog", "dogs": "underdogs", "fav": "favorite", "favs": "favorites",
    "faves": "favorites", "favourite": "favorite", "favourites": "favorites", "chalk": "favorites", "avg": "average",
    "whats": "what is", "wats": "what is", "wat": "what", "whos": "who is", "hows": "how is", "gimme": "give me",
    "gonna": "going to", "pls": "please", "plz": "please", "thx": "thanks", "ty": "thanks", "inj": "injuries",
    "ou": "total", "bday": "birthday", "pts": "points", "rebs": "rebounds", "asts": "assists", "im": "i am",
    "wheres": "where is", "sgp": "same game parlay", "sgps": "same game parlay", "bettin": "betting", "ppl": "people",
    "dolares": "dollars", "bucs": "buccaneers", "watcha": "what do you",
    "gime": "give me", "u": "you", "rn": "right now", "ur": "your", "b4": "before", "celts": "celtics", "teh": "the",
    "fiver": "5 dollars", "tenner": "10 dollars", "em": "them",
    "raps": "raptors",
    "nugs": "nuggets", "clips": "clippers", "pels": "pelicans", "grizz": "grizzlies", "vikes": "vikings",
    "jags": "jaguars", "wanna": "want to", "lemme": "let me", "gotta": "have to", "yall": "you",
    "hunnid": "hundred", "hunned": "hundred", "fitty": "fifty",
    "tho": "though", "cuz": "because",
    "prolly": "probably", "ima": "i will", "imma": "i will", "ill": "i will", "wolves": "timberwolves",
}  # fmt: skip
ABROAD = {
    "odds": "pagan stehen steht cuota cuotas momios probabilidades quoten quote cote cotes احتمالات الاحتمالات",
    "vs": "contra gegen contre ضد", "game": "partido spiel مباراة لعبة", "games": "partidos spiele matchs مباريات",
    "tips": "tipps", "tonight": "noche hoy heute abend soir aujourdhui الليلة اليوم", "today": "اليوم",
    "tomorrow": "manana morgen demain غدا", "yesterday": "ayer gestern hier أمس", "bets": "apuestas رهاناتي رهانات",
    "bet": "apuesta apostar apuestale pon wette wetten setz setze pari parier mise",
    "my": "mis meine mes mein",
    "take": "nimm toma prends", "on it": "dessus drauf", "the": "هي هو في على", "lakers": "ليكرز", "knicks": "نيكس",
    "warriors": "ووريورز وريورز", "celtics": "سلتكس سيلتكس", "bulls": "بولز", "heat": "هيت", "arsenal": "أرسنال ارسنال",
    "liverpool": "ليفربول",
    "pays": "paga zahlt paie يدفع",
    "parlay": "combinada kombiwette kombi combine", "wins": "gana ganara gewinnt gagne gagnera gagner",
    "playing": "juega juegan spielt spielen joue jouent يلعب", "who": "quien wer qui من", "what": "que quelle quel ما",
    "injuries": "blesse blesses blessures verletzt verletzte verletzten verletzungen lesionado lesionados lesiones "
    "إصابات",
    "help": "ayuda hilfe aide مساعدة",
    "weather": "clima wetter meteo الطقس", "hello": "buenas buenos hola hallo bonjour مرحبا",
    "want": "quiero veux", "in": "en",
    "scores": "resultados resultado marcador ergebnisse ergebnis resultats نتائج النتائج",
    "remove": "quita entferne enleve",
    "thanks": "gracias danke merci شكرا", "picks": "pronostico pronosticos consejos pronostics",
    "limits": "limites limite",
    "show": "zeig zeige muestra muestrame montre أرني", "basketball": "baloncesto basket", "build": "haz baue fais",
    "soccer": "futbol fussball", "compare": "comparar vergleiche vergleich comparer", "add": "anade agrega ajoute أضف",
}  # fmt: skip
"""Words of a question in Spanish, German, French and Arabic -> the same in English."""
SLANG |= {word: english for english, words in ABROAD.items() for word in words.split()}
MARKETS = {
    "moneyline": r"moneylines?|money lines?|outright|to win|straight up|h2h|win outright",
    "spread": r"(?:take|lay|with|getting|get|laying|and|plus) (?:the )?points(?! (?:and|props?))"
    r"|spreads?|handicap|ats|run ?lines?|puck ?lines?|runlines?|pucklines?"
    r"|cover(?:s|ing)?",
    "total": r"totals?|over under|o u|overs?|unders?|over or under",
}
COMMON = (
    FILLING
    | CHATTER
    | QUESTION_WORDS
    | frozenset(
        """
    u ur ya yo bro man dude fam some there here see all right night evening week weekend num amount could would should
    my mine we us our it its just only best good great nice big small top hot cold new next first last other another
    more most than too very really think need try let lets go going get gets got make makes take put add one two three
    four five six off down out if or so but not no yes ok okay hey hi which where when why am be been being as any
    anything something everything else well still again later soon time times day days tonights todays list full
    tomorrow yesterday month months hour hours minute minutes old usually done win won mean means always never ever
    build create construct cook start another together criterion calculate lock use using
    los las del das der die des les fur una uno une ein eine mir esta ce soir con por para que hay und auf mit von zu
    highest lowest closest likely eighteen twenty thirty forty fifty hundred dollars says saturday sunday monday tuesday
    wednesday thursday friday outright handicap cover getting biggest safest
    early late evening morning afternoon neither prof say says way combien avec sur wieviel cuanto theres
    fine then tomorrows payout gib dont do did does yeah nah kinda maybe tho though please really actually instead el la
    und oder est pas tout puedo cual est sont meilleur beste besten mejor mejores mich dich ist was wie sind une aussi
    everyone people guys favorite safe safest quick different same random cool fun sweet every each between both
    """.split()  # noqa: SIM905
    )
)
"""Everyday words of a question, which name no team, player, market or day."""
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {word: number for number, word in enumerate(NUMBER_WORDS, start=2)}
