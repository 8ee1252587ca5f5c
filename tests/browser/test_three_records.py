"""Three records of the networks, kept through the screens, come out in their own form.

The decision list of DVO Twente of 10 October 2016, the minutes of DVO Twente of 20 April 2023 and
the feedback note of DVO IJsselland of 2 October 2019: every item in our own words, people by
function. Each form is read by a visitor as page, as tagged PDF and as ODT.
"""

import datetime as dt
import io

import pikepdf
import pytest

from ivz.clock import reading
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpKind
from ivz.meetings.models import AgendaItem, Meeting, ParkedItem, Referral
from ivz.network.models import Body, Person
from tests.browser.keeping_records import Secretary, hold, three_ways
from tests.factories import AgreementFactory, FollowUpFactory

pytestmark = [pytest.mark.usefixtures("example_region"), pytest.mark.slow]
IN_2016, IN_2019, IN_2023 = dt.date(2016, 10, 10), dt.date(2019, 10, 2), dt.date(2023, 4, 20)


@pytest.fixture
def secretary(browser, browser_context_args, base_url):
    """Give a way to keep a meeting of a body on a day, without a script."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)

    def of(body, *, on):
        reading.move_to(on)
        return Secretary(context, base_url, Body.objects.get(slug=body))

    yield of
    context.close()


@pytest.fixture
def visitor(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def key_of(slug):
    return Person.objects.get(slug=slug).pk


@pytest.fixture
def question():
    """Leave a question of the meeting of 4 July open."""
    board = Body.objects.get(slug="dvo-twente")
    item = AgendaItem.objects.get(meeting__body=board, meeting__date="2016-07-04", label="2")
    asked = FollowUpFactory(
        body=board,
        kind=FollowUpKind.QUESTION,
        what="Wat doet het bestuur met beelden van particulieren?",
        owner_words="Gebiedsofficier",
        opened_on=dt.date(2016, 7, 4),
        openness="public",
        planned_openness="public",
    )
    AgreementFactory(item=item, follow_up=asked)
    return asked


def test_the_decision_list_of_10_october_2016(secretary, visitor, question):
    at = secretary("dvo-twente", on=IN_2016)
    at.plans(IN_2016, starts_at="10:30", ends_at="12:00", place="Meldkamer Hengelo")
    at.changes(chair=key_of("voorzitter-dvo-twente"), secretary=key_of("voorzitter-platform"))
    prepare_2016(at)
    at.convenes()
    at.keeps_attendance(
        absent=[f"DVO-lid {number}" for number in range(15, 20)],
        deputies=[
            ("Vertegenwoordiger van politie Oost-Nederland", "Districtchef van politie Twente")
        ],
        guests=["Adviseur doorontwikkeling"],
    )
    report_2016(at)
    at.decides("C", "accepted", "De lijst van 4 juli is vastgesteld.")
    decide_2016(at)
    at.settles(question, "Gemeenten maken het verzoek van de politie bekend.")
    at.publishes(has_minutes=False, has_feedback_note=False)

    found = three_ways(visitor, at.address, "besluitenlijst")

    tells_who_was_there_2016(found)
    hold(found, "DVO Twente 2016-", "Hoe gaat de samenwerking bij toezicht en handhaving verder?")
    hold(found, "Akkoord met open punt")
    hold(
        found, "Wat doet het bestuur met beelden van particulieren?", "Gemeenten maken het verzoek"
    )
    hold(found, "Notitie doorontwikkeling", "Onderzoek naar de cultuur")
    said = ["A Opening", "Mededelingen vanuit Platform IVZ", "B1 Subsidie", "B2 Woonoverlast"]
    said += ["B4 Burgernet", "C Besluitenlijst", "de tweedaagse", "D1 Doorontwikkeling"]
    said += ["Ter bespreking", "Conclusie van de voorzitter: Het voorstel is akkoord."]
    said += [
        "D2 Cultuuronderzoek",
        "Ter kennisgeving",
        "Op verzoek van Portefeuillehouder",
        "4 juli",
    ]
    hold(found, *said, "E Rondvraag", "F Sluiting")
    hold(found, "DVO-lid 2: Akkoord. Verrekenen kan niet.", "DVO-lid 5: Voorbehoud. Blijf bij de")


def tells_who_was_there_2016(found):
    hold(found, "Meldkamer Hengelo", "Wie er waren:", "Portefeuillehouder Zorg, Veiligheid en")
    hold(found, "Afwezig met bericht:", "DVO-lid 15", "DVO-lid 19", "Vervangen:")
    hold(found, "Vertegenwoordiger van politie Oost-Nederland door Districtchef van politie Twente")
    hold(found, "Adviseur doorontwikkeling")


def prepare_2016(at):
    at.puts_on("B1", "Subsidie woninginbraken", "inform", sender="Platform IVZ")
    sender = "portefeuillehouder woonoverlast"
    at.puts_on("B2", "Woonoverlast", "inform", sender=sender)
    at.puts_on("B3", "Verdiepingsregio", "inform", sender=f"{sender} Oost-Nederland")
    at.puts_on("B4", "Burgernet", "inform", sender="portefeuillehouder Burgernet")
    at.puts_on("D1", "Doorontwikkeling van de samenwerking")
    at.hangs("D1", "Notitie doorontwikkeling")
    july = Meeting.objects.get(body=at.body, date="2016-07-04")
    at.puts_on(
        "D2",
        "Cultuuronderzoek politie",
        "inform",
        asked_by=key_of("portefeuillehouder-woonoverlast-oost"),
        asked_in=july.pk,
    )
    at.hangs("D2", "Onderzoek naar de cultuur")


def report_2016(at):
    at.reports("A", "De voorzitter heet de nieuwe gebiedsofficier welkom.")
    at.reports("B1", "Het ministerie geeft € 100.000 voor preventie en burgerparticipatie.")
    at.reports("B2", "Stand van zaken:\n- subsidie voor Tien in Twente\n- vervoer wordt landelijk")
    at.reports("B3", "De eenheid is verdiepingsregio en krijgt een projectleider.")
    at.reports("B4", "Er komt een businesscase; tot dan blijft alles in Twente zoals het is.")
    at.reports("C", "Naar aanleiding van de lijst:\n- ondermijning staat op de tweedaagse")
    at.reports("D1", "De portefeuillehouder licht de notitie toe. De film wordt getoond.")
    at.hears(
        "D1",
        ("DVO-lid 2", "support", "Verrekenen kan niet."),
        ("DVO-lid 5", "reservation", "Blijf bij de eigen opgaven."),
    )
    at.reports("D2", "Landelijke sturing en maatwerk horen in balans te zijn.")
    at.reports("E", "Niemand maakt er gebruik van.")
    at.reports("F", "De voorzitter sluit de vergadering.")


def decide_2016(at):
    later = Meeting.objects.get(body=at.body, date="2016-12-12", is_practice=False)
    at.decides(
        "D1",
        "accepted_with_open_point",
        "Het voorstel is akkoord.",
        conclusion="Het voorstel is akkoord.",
        open_point="Hoe gaat de samenwerking bij toezicht en handhaving verder?",
        owner=key_of("burgemeester-haaksbergen"),
        returns_in=later.pk,
    )


def test_the_minutes_of_20_april_2023(secretary, visitor):
    at = secretary("dvo-twente", on=IN_2023)
    at.plans(IN_2023, starts_at="09:00", ends_at="12:00", place="Stadhuis Hengelo")
    at.changes(
        chair=key_of("plaatsvervangend-voorzitter-dvo-twente"),
        secretary=key_of("regiocoordinator"),
    )
    prepare_2023(at)
    at.convenes()
    at.is_refused_twice("Burgemeester van Losser")
    at.keeps_attendance(
        absent=[
            "Voorzitter van het DVO Twente",
            "Burgemeester van Borne",
            "Hoofd Operatiën van politie Oost-Nederland",
        ],
        guests=["Themahouder mensenhandel", "Beleidsadviseur Platform IVZ"],
    )
    report_2023(at)
    agree_2023(at)
    at.decides("C", "accepted", "Het verslag van 23 februari is zonder wijzigingen vastgesteld.")
    at.decides("G", "accepted", "Het overleg gaat akkoord met het onderzoek.")
    at.publishes(has_minutes=True, has_feedback_note=False)
    refers_2023(at)

    found = three_ways(visitor, at.address, "verslag")

    tells_2023(found)


def tells_2023(found):
    hold(found, "Stadhuis Hengelo", "Plaatsvervangend voorzitter", "Afwezig met bericht:")
    hold(found, "Burgemeester van Borne")
    hold(found, "Themahouder mensenhandel", "Beleidsadviseur Platform IVZ")
    said = ["A-B Opening en mededelingen", "Mededelingen vanuit politie", "B4 Ondermijningsweek"]
    said += ["B5 Governance", "C Verslag 23 februari", "aanvulling"]
    said += ["D Ingekomen stukken", "Bespreking in het AB SamenTwente"]
    said += ["E Leertafel", "F Platform en DVO", "presentatie door een beleidsadviseur", "Vraag:"]
    said += ["Aandachtspunt: Neem de lobby mee", "Toezegging: Overzicht", "na de zomer"]
    said += ["G Mensenhandel", "presentatie door twee themahouders", "DVO Twente 2023-2 Akkoord"]
    hold({way: found[way] for way in ["pdf", "odt"]}, *said, "H Rondvraag", "Doorverwijzing:")
    hold({"page": found["page"]}, *[each for each in said if "2023-2" not in each])
    hold(found, "Brief over zorgfraude", "een zorgkantoor")


def prepare_2023(at):
    at.renames("A", label="A-B", title="Opening en mededelingen")
    at.renames("C", title="Verslag 23 februari 2023")
    at.puts_on("B1", "Meerjarenbeleidsplan politie", "inform", sender="politie")
    at.puts_on("B2", "Nieuwe referent", "inform", sender="politie")
    at.puts_on("B3", "Prioriteiten van de gemeenten", "inform", sender="Veiligheidsnetwerk")
    holder = "portefeuillehouder ondermijning"
    at.puts_on("B4", "Ondermijningsweek", "inform", sender=holder)
    at.puts_on("B5", "Governance ondermijning", "inform", sender=holder)
    at.takes_off("B")
    place = "Bespreking in het AB SamenTwente"
    at.renames("D", title="Ingekomen stukken", kind="inform", origin=place)
    at.hangs("D", "Brief over zorgfraude", sender="een zorgkantoor")
    at.renames("E", title="Leertafel boerenprotesten")
    adviser = "een beleidsadviseur"
    at.renames("F", title="Platform en DVO", kind="inform", presenters=adviser)
    at.puts_on("G", "Mensenhandel in Twente", "decide", presenters="twee themahouders")
    at.puts_on("H", "Rondvraag en sluiting")


def report_2023(at):
    at.reports("A-B", "De plaatsvervangend voorzitter opent.")
    at.reports("B1", "Het plan loopt een jaar langer.")
    at.reports("B2", "De referent kreeg een andere functie.")
    at.reports("B3", "Alle prioriteiten worden verzameld.")
    at.reports("B4", "De week is goed ontvangen; de regio vertelde er te weinig over.")
    at.reports("B5", "De lokale driehoek staat centraal; de stuurploegen verdwijnen.")
    at.reports("C", "Ter aanvulling: het knelpunt bij het OM is op eenheidsniveau besproken.")
    at.reports("E", "De leerpunten zijn gebruikt bij demonstraties in maart.")
    at.reports("F", "Er is gevraagd naar een portefeuillehouder voor nazorg.")
    at.reports("G", "Dit raakt het hele sociale domein.", "De leden zijn akkoord.")
    at.reports("H", "Hoe gaat de burgemeester om met verward gedrag?")


def agree_2023(at):
    at.agrees(
        "B1",
        "commitment",
        "De sterkteverdeling bespreken",
        owner_words="Politie",
        due_on="2023-07-13",
    )
    at.agrees(
        "B5",
        "commitment",
        "Voorstel digitale criminaliteit",
        owner_words="Regiocoördinator",
        due_words="eind dit jaar",
        review_on="2023-11-01",
    )
    at.agrees("F", "question", "Is de lobby goed geregeld?", owner_words="Themagroep")
    at.agrees("F", "attention", "Neem de lobby mee", owner_words="Themagroep")
    at.agrees(
        "F",
        "commitment",
        "Overzicht van alle portefeuilles",
        owner=key_of("regiocoordinator"),
        due_words="na de zomer",
        review_on="2023-09-01",
    )
    at.agrees("H", "referral", "Hoe sluiten we het hiaat?", owner_words="Stuurgroep")


def refers_2023(at):
    """Put the signal before the steering group, which sees it as referred."""
    signal = FollowUp.objects.get(kind=FollowUpKind.REFERRAL, opened_on=IN_2023)
    group = Body.objects.get(name__icontains="Zorg, Veiligheid en Straf")
    at.page.goto(f"/vergaderingen/verwijs/{signal.pk}/")
    at.fill(body=group.pk, text="Wilt u dit bespreken?")
    at.send()
    assert Referral.objects.get(follow_up=signal).body == group


def test_the_feedback_note_of_2_october_2019(secretary, visitor):
    at = secretary("dvo-ijsselland", on=IN_2019)
    at.plans(IN_2019)
    at.hangs_file("Terugkoppeling zoals ontvangen", a_pdf())
    prepare_2019(at)
    at.convenes()
    report_2019(at)
    agree_2019(at)
    at.decides("C1", "accepted", "Het overleg stemt in.", conclusion="Er is veel steun.")
    at.parks("C2", "Straf- en bestuursrecht bij motorclubs")
    at.publishes(has_minutes=False, has_feedback_note=True)

    found = three_ways(visitor, at.address, "terugkoppeling")

    said = [
        "Burgernet",
        "Zorg en veiligheid",
        "Mededelingen vanuit portefeuillehouder ondermijning",
    ]
    said += ["Versterkingsgelden", "Mededelingen vanuit politie", "Straatroven", "Kennismaking"]
    said += ["Mededelingen vanuit OM", "Capaciteit", "Buitengebied", "Er is veel steun."]
    said += [
        "Aandachtspunt: Integraliteit",
        "Motorclubs",
        "Actie: De notitie",
        "Openbaar Ministerie",
    ]
    said += ["Cameratoezicht", "APV-overzicht", "Vraag: Organiseert elke gemeente"]
    hold(found, *said)
    hold(found, "Brief van de raad van toezicht", "Burgernet")
    for words in found.values():
        for left_out in ["Wie er waren", "Afwezig", "Voorzitter van het DVO"]:
            assert left_out not in words
    hangs_as_it_came(visitor, at)
    parked = ParkedItem.objects.get(noted_in=at.meeting)
    assert parked.title == "Straf- en bestuursrecht bij motorclubs"


def a_pdf():
    with pikepdf.new() as document, io.BytesIO() as target:
        document.add_blank_page()
        document.save(target)
        return target.getvalue()


def hangs_as_it_came(visitor, at):
    """The record itself had no header and no numbers: it hangs beside what was made of it."""
    visitor.goto(f"{at.address}besluitenlijst/")
    link = visitor.get_by_role("link", name="Terugkoppeling zoals ontvangen").first
    answer = visitor.request.get(link.get_attribute("href"))
    assert answer.body().startswith(b"%PDF")


def prepare_2019(at):
    at.puts_on("A1", "Burgernet", "inform")
    at.hangs("A1", "Brief van de raad van toezicht", sender="Burgernet")
    at.puts_on("A2", "Zorg en veiligheid", "inform")
    at.puts_on("A3", "Versterkingsgelden", "inform", sender="portefeuillehouder ondermijning")
    at.puts_on("A4", "Straatroven en autobranden", "inform", sender="politie")
    at.puts_on("A5", "Kennismaking", "inform", sender="politie")
    at.puts_on("A6", "Bewaken en beveiligen", "inform", sender="politie")
    at.puts_on("A7", "Capaciteit", "inform", sender="OM")
    at.puts_on("C1", "Buitengebied", "decide")
    at.puts_on("C2", "Motorclubs")
    at.puts_on("C3", "Cameratoezicht")
    at.puts_on("C4", "APV-overzicht", "inform")


def report_2019(at):
    at.reports("A1", "De bureaus worden afgebouwd; 2020 is een overgangsjaar.")
    at.reports("A2", "De werkgroep voert de nieuwe wet in.\n\nHet protocol volgt.")
    at.reports("A3", "Het verzoek om € 150.000 is gehonoreerd.")
    at.reports("A4", "De jonge leeftijd van verdachten baart zorgen.")
    at.reports("A5", "De opvolgers komen langs.")
    at.reports("A6", "Driehoeken krijgen inzicht in de keuzes.")
    at.reports("A7", "Een zaak vraagt veel capaciteit.")
    at.reports("C1", "Elke gemeente kiest zelf hoe.")
    at.reports("C2", "Er ligt een handzaam overzicht voor elke gemeente.")
    at.reports("C3", "Alle vijf overleggen bespreken dit stuk.")
    at.reports("C4", "Een goed voorbeeld van samenwerken.")


def agree_2019(at):
    at.agrees(
        "A1",
        "commitment",
        "Burgernet uitgebreider bespreken",
        owner_words="Secretaris",
        due_words="november of december",
        review_on="2019-11-15",
    )
    at.agrees("C1", "attention", "Integraliteit en de interlokale driehoeken", owner_words="Allen")
    at.agrees("C2", "action", "De notitie juridisch nakijken", owner_words="Openbaar Ministerie")
    at.agrees(
        "C4", "question", "Organiseert elke gemeente één activiteit?", owner_words="Gemeenten"
    )
