"""What may never be asked for a composition: special personal data (articles 9 and 10 of the GDPR), national numbers.

Words cannot find everything; so whoever asks something also says that it is none of this.
"""

import re

from flask_babel import lazy_gettext as _l

from regiodialoog.core.text import fold

WORDS = (
    (_l("origin"), r"""
        nationalit | geboorte(land|plaats|stad|streek|grond) | \bherkomst | \bafkomst | afkomstig | migra(?!in)
        | allochto | autochto | \betni | huidskleur | (donkere|getinte|witte|zwarte)\shuid | \bras(sen)?\b | vluchteling
        | statushouder | \basiel | \brac(e|es|ial)\b | ethnic | inburger | buitenlander | vreemdeling | niet.westers
        | westerse?\sachtergrond | culturele\sachtergrond | \broots\b | voorouder | moedertaal | thuistaal
        | eerste\staal | taal\b.*\bthuis\b | \bthuis\b.*\btaal\b | zigeuner | woonwagen | \bsinti\b
        | \b(waar|hier|buiten\s\w+|buitenland|elders)\b[^.;]*\bgeboren
        | \bin\s(?!de\sjaren|het\sjaar|welk\sjaar|wat|\d)[^.;\d]*\bgeboren(?!\sin\s(\d|welk\sjaar))
        | \bgeboren\s(in|te|buiten)\s(?!\d|de\sjaren|het\sjaar|welk\sjaar) | generatie\s(nederlander|migra)
        | (welke?|dubbele?|buitenlandse?|nederlandse?|tweede)\spaspoort
        | \bwhere\b[^.;]*\bborn | \bborn\s(abroad|outside|here|in\s(?!\d|what\syear|which\syear|the\syear))
        | country\sof\s(birth|origin) | place\sof\sbirth | birth\s?place | mother\stongue | native\s(language|speaker)
        | first\slanguage | (spoken|speak)\sat\shome | \brefugee | \basylum | immigr | ancest(or|ry) | skin\scolou?r
        | \b(turks|turkije|turk(s|ey|ish)\b|marokk|morocc|surina|antill|molukk|indisch|syri|eritre|somali|afghaa|irak
        | oekrai|ukrain|poolse?\b|bulgaar|roemeen|roemeens|ghane|kaapverd)
        """),
    (_l("faith or conviction"), r"""
        geloof | gelovi | religi | godsdienst | levensovertuig | levensbeschouw | gezindte | humanis(t|me)
        | \bkerk(en|elijk\w*|gang\w*|lid\w*|dienst\w*|bezoek\w*|genoot\w*|se)?\b | \bparochi | \bbid(t|den)?\b | gebed
        | moskee | synago | \btempel | \bbijbel | \bkoran | moslim | muslim | \bislam | \bchrist(en|elijk|ian) | katholi
        | catholi | protestan | gereformeerd | hervormd | evangelisch | \bjood | jewish | hindoe | \bhindu | boeddhis
        | buddhis | \bsikh | atheis | agnost | \bfaith | \bchurch | \bmosque | \bworship | \bpray | \bbeliefs?\b
        | hoofddoek | head\s?scarf | hijab | ni[kq]ab | bo?er[kq]a | \bburqa | gezichtssluier | keppel | \bkippa\b
        | tulband | \bhalal | koosjer | kosjer | \bkosher | ramadan | \bvasten\b | suikerfeest | offerfeest
        | sabbat | shabbat
        | gedoopt | \bdoop(sel|sgezind)? | \bimam | \bdominee | \bpastoor | \bpriester | spiritue
        """),
    (_l("health"), r"""
        gezondheid | \bziek(te\w*|en|enhuis|elijk)?\b | ziekte | chronisch | handicap | gehandicapt | beperking
        | beperkt\s(mobiel|zicht|gehoor) | rolstoel | rollator | wandelstok | blindenstok | \bkrukken\b | prothese
        | hulphond | geleidehond | (?<!digitale\s)hulpmiddel | slecht\ster\sbeen
        | (moeilijk|slecht|goed)\s(lopen|loopt|horen|hoort|zien|ziet|ter\sbeen)
        | (loopt|hoort|ziet)\s(u\s|je\s)?(moeilijk|slecht|goed) | slechthorend | slechtziend
        | gehoor(apparaat|toestel|verlies)
        | \bgehoorproble | medicijn | medicat | medisch | medical | psychi | psycholog(?!ie\b) | autis | \badhd
        | \badd\b
        | dement | alzheimer | parkinson | zwanger | pregnan | \b(blinde?|doof|dove|doven|doofblind\w*)\b | \bdeaf
        | verslaa | verslaving | \bggz\b | health | disab | \billness | \bdisease | wheel\s?chair
        | walking\s(aid|frame|stick) | hearing\s(aid|loss) | impair(ed|ment) | diabet | suikerziekte | kanker | \bcancer
        | depressi | burn.?out | stoornis | epilep | dyslex | allergi | migraine | \bhiv\b | \baids\b | gevaccineerd
        | vaccin | ingeent | invalid(e|en|iteit)\b | arbeidsongeschikt | \b(wao|wia|wajong|wmo|wlz|pgb)\b | thuiszorg
        | lichamelijk | verstandelijk | overgewicht | \bbmi\b | \bpijn(klacht|en)?\b | huisarts | \bdokter\b
        """),
    (_l("political opinion"), r"""
        politie(k|c) | politic | \bpartij(en|lid\w*|leden)?\b | \bstemde | gestemd | stemgedrag
        | \bwaarop\s(stem|kies) | \bop\s(wie|welke\w*)\b[^.;]*\b(stem|kie[sz]) | links\s(of|en)\srechts
        | (linkse|rechtse)\b
        | progressief | conservatie | liberaal | socialis | activis | actie\s?voer | \bdemonstre
        | \bvot(e|ed|es|er|ers|ing)\b | party\smember | (which|what)\sparty
        | \b(vvd|pvda|cda|d66|pvv|groenlinks|sgp|nsc|bbb|fvd|ja21|christenunie|50plus|bij1|pvdd)\b
        """),
    (_l("membership of a trade union"), r"""
        vakbond | vakbeweging | vakvereniging | vakcentrale | abvakabo | \b(fnv|cnv|vcp|aob)\b | \bunion(s|ised|ized)?\b
        """),
    (_l("sexuality"), r"""
        seksu | geaardheid | \bhomo(\b|'?s\b|seks|fi) | lesbi | \bgay\b | \bhetero(\b|'?s\b|seks) | biseks | \blhb
        | \blgb | transgender | \btrans\b | trans(man|vrouw|seks) | gender.?identit | \bqueer
        | sexual | same.sex | (zelfde|eigen)\sgeslacht
        | \bvalt?\s(u\s|je\s)?op\s(mannen|vrouwen)
        """),
    (_l("criminal convictions"), r"""
        \bstraf | (taak|cel)straf | veroordeel | detentie | gedetineer | gevangen | criminal | crimine | reclassering
        | convict(ed|ion) | \bprison | \barrest
        """),
    (_l("a national number"), r"""
        \bbsn\b | burgerservice | sofi.?nummer | paspoort.?nummer | passport\snumber | rijbewijs.?nummer
        | documentnummer
        | identiteitskaart | identity\scard | social\ssecurity
        """),
)  # fmt: skip
_KINDS = [(kind, re.compile(words, re.VERBOSE)) for kind, words in WORDS]


def special(text: str) -> str:
    """Of which kind of special data this speaks, in the language of the reader; empty for none that is known."""
    folded = fold(text)
    return next((str(kind) for kind, words in _KINDS if words.search(folded)), "")
