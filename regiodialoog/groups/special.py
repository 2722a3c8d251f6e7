"""What may never be asked for a composition: special personal data (articles 9 and 10 of the GDPR), national numbers.

Words cannot find everything; so whoever asks something also says that it is none of this.
"""

import re

from flask_babel import lazy_gettext as _l

from regiodialoog.core.text import fold

WORDS = (
    (_l("origin"), r"""
        nationalit | geboorteland | \bherkomst | \bafkomst | migrati | migrant | allochto | autochto | \betni
        | huidskleur | \bras(sen)?\b | vluchteling | statushouder | \basiel | \brac(e|ial)\b | ethnic
        | \b(turks|turkije|marokk|surina|antill|syri|eritre)
        """),
    (_l("faith or conviction"), r"""
        geloof | gelovig | religi | godsdienst | levensovertuig | gezindte | \bkerk(en|elijk\w*|gang\w*|lid\w*)?\b
        | moskee | synagog | \bbijbel | \bkoran | moslim | \bislam | \bchriste(n|lijk) | katholie | protestan
        | gereformeerd | \bjood | hindoe | boeddhis | atheis | \bfaith | \bchurch | \bmosque
        """),
    (_l("health"), r"""
        gezondheid | \bziek(te\w*|en)?\b | chronisch | handicap | beperking | rolstoel | medicijn | medisch | psychi
        | autis | \badhd | dement | zwanger | \b(blind|doof)\b | verslaaf | verslaving | \bggz\b | health | disabilit
        """),
    (_l("political opinion"), r"""
        politiek | \bpartij | \bstemde | gestemd | stemgedrag | \bwaarop\sstem | political
        | \b(vvd|pvda|cda|d66|pvv|groenlinks|sgp|nsc|bbb|fvd|ja21|christenunie|50plus)\b
        """),
    (_l("membership of a trade union"), r"vakbond | vakbeweging | \b(fnv|cnv|vcp)\b | \bunion\b"),
    (_l("sexuality"), r"""
        seksu | geaardheid | \bhomo(\b|seks|fi) | lesbi | \bhetero(\b|seks) | biseks | \blhbt | transgender | sexual
        """),
    (_l("criminal convictions"), r"\bstraf | veroordeel | detentie | gevangen | criminal"),
    (_l("a national number"), r"\bbsn\b | burgerservice | paspoortnummer | rijbewijsnummer"),
)  # fmt: skip
_KINDS = [(kind, re.compile(words, re.VERBOSE)) for kind, words in WORDS]


def special(text: str) -> str:
    """Of which kind of special data this speaks, in the language of the reader; empty for none that is known."""
    folded = fold(text)
    return next((str(kind) for kind, words in _KINDS if words.search(folded)), "")
