"""A resident of 78 without e-mail, told as a person: a letter, a code, a sign-up, and a call about it."""

import io
import re
from collections.abc import Callable

import pypdf
import pytest

from tests.journeys.crawl import sign_in
from tests.journeys.test_people import Visit, visit
from tests.support.browser import leaving

__all__ = ["visit"]
pytestmark = pytest.mark.browser
GROUP = "/beheer/groepen/ontmoeten-in-de-buurt"


def test_somebody_without_e_mail_signs_up_with_a_letter_comes_back_and_is_called(visit: Callable[[], Visit]) -> None:
    bureau = visit()
    sign_in(bureau.page, bureau.url, "bureau")
    bureau.go(f"{GROUP}/brieven/nieuw")
    bureau.fill("Naam", "Brieven Soest")
    bureau.fill("Hoeveel brieven?", "1")
    bureau.press("Opslaan")
    made = bureau.page.context.request.get(f"{bureau.page.url.partition('#')[0]}/brieven.pdf")
    paper = pypdf.PdfReader(io.BytesIO(made.body())).pages[0].extract_text()
    (code,) = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", paper)
    bureau.press("Ze zijn afgedrukt", role="link")
    bureau.press("Ja, alle brieven zijn afgedrukt")
    bureau.sees("De codes staan nu alleen nog op papier")

    riet = visit()
    riet.go("/code")
    riet.fill("Uw code", code[:-1] + ("2" if code[-1] != "2" else "3"))
    riet.press("Verder")
    riet.sees("Wij kennen deze code niet")
    riet.fill("Uw code", code.lower().replace("-", " "))
    riet.press("Verder")
    riet.sees("Uw code klopt")
    riet.press("Aanmelden")
    riet.sees("Vul een e-mailadres, een telefoonnummer of een adres voor brieven in")
    riet.fill("Uw naam", "Riet Brief (fictief)")
    riet.fill("Telefoonnummer", "033 123 45 67")
    form = riet.page.get_by_role("main")
    form.get_by_label("In welke gemeente woont of werkt u?").select_option(label="Soest")
    form.get_by_label("Inwoners").check()
    form.get_by_label("67 jaar of ouder").check()
    riet.press("Aanmelden")
    riet.sees("Wij bellen u dan")

    library = visit()
    library.go("/code")
    library.fill("Uw code", code)
    library.press("Verder")
    library.sees("67 jaar of ouder")

    bureau.go(GROUP)
    row = bureau.page.get_by_role("main").get_by_role("link", name=re.compile("Zeggen dat er geen plek is.*Riet Brief"))
    with leaving(bureau.page):
        row.click()
    bureau.fill("Waarom is er geen plek?", "Er waren meer mensen dan plekken.")
    bureau.press("Zeggen dat er geen plek is")
    bureau.go("/bellen")
    bureau.sees("033 123 45 67")
    bureau.press("Riet Brief", role="link")
    bureau.sees("Er waren meer mensen dan plekken.")
    bureau.page.get_by_role("main").get_by_label("bereikt", exact=True).check()
    bureau.press("Opslaan")
    assert "Riet Brief" not in bureau.page.get_by_role("main").inner_text()
