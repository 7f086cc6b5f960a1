"""The studio over HTTP, as a browser sees it: a sheet begun, written, mended, named; and what it refuses."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import UTC, datetime

import pytest
from PIL import Image

from fiches.config.project import COLLECTION, open_project
from fiches.content import new_files
from fiches.core.messages import catalogue
from fiches.core.problems import FichesError
from fiches.lint import fitting
from fiches.studio import judgements, made_files, server
from fiches.studio.calls import CALLS
from fiches.studio.events import Events
from fiches.studio.guards import MOST_JSON, WRONG_CODES, Door
from fiches.studio.jobs import Jobs
from fiches.studio.page_words import PAGE
from fiches.studio.preview import Bench, SupersededError
from fiches.studio.routes import Studio, application
from fiches.studio.service import Workplace
from support.asgi import Browser
from support.pictures import png as photo
from support.sources import SHORT, SLOW, short_project, text, write

HOST = "127.0.0.1:4000"


BOOKLET = "---\ntitre: Livret\nfiches: [four, moulin]\n---\n\n## Note introductive\n\nMot.\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


@pytest.fixture
def root(tmp_path):
    return write(tmp_path, {**SHORT, "four": text(), "moulin": text("titre: Un moulin"), "livret": BOOKLET})


@pytest.fixture
def door():
    return Door(frozenset((HOST, "192.168.1.5:4000")), code="123456")


@pytest.fixture
def app(root, door):
    place = Workplace(Bench(root), catalogue("fr"))
    return application(Studio(place, door, Events(), Jobs(root, None, lambda *_: None)))


@pytest.fixture
def browser(app, door):
    made = Browser(app, HOST)
    assert made.get(f"/?cle={door.key}").status == 303
    return made


def test_without_the_key_nothing_is_told(app):
    stranger = Browser(app, HOST)
    for path in ("/api/collection", "/api/fiches/four", "/styles/fonts.css", "/api/collection.zip", "/?cle=autre"):
        assert stranger.get(path).status in (403, 303)
    assert stranger.post("/api/fiches/four", {}).status == 403


def test_who_comes_back_without_the_key_is_told_which_address_opens(app, door):
    door.code = ""
    told = Browser(app, HOST).get("/")
    assert told.status == 403 and "cle=…" in told.body.decode() and "whole address" in told.body.decode()


def test_a_window_of_this_user_is_let_in_by_the_run_after_until_the_day_after(root):
    now, day = datetime(2026, 11, 30, tzinfo=UTC), server.LET_IN_AGAIN
    issued, *_ = server._tokens(root, 4000, now)
    assert issued in server._tokens(root, 4000, now + day) and issued not in server._tokens(root, 4000, now + 2 * day)
    assert issued not in server._tokens(root, 4001, now) + server._tokens(root.parent, 4000, now)
    place = Studio(Workplace(Bench(root), catalogue("fr")), Door(frozenset((HOST,)), tokens=("new", issued)), Events(),
                   Jobs(root, None, lambda *_: None))  # fmt: skip
    for cookie, status in ((f"fiches_studio_4000={issued}", 200), ("fiches_studio_4001=new", 403), ("x=new", 403)):
        assert Browser(application(place), HOST, cookie).get("/api/collection").status == status


def test_a_collection_has_a_port_of_its_own_and_another_where_that_is_taken(root):
    first, second = (server.opened(root, None, catalogue("fr")) for _ in range(2))
    try:
        assert f":{server.own_port(root)}/" in first.address and first.address != second.address
    finally:
        for one in (first, second):
            one._listening.close()


def test_the_code_of_a_network_opens_and_too_many_wrong_ones_shut(app, door):
    guest = Browser(app, "192.168.1.5:4000")
    assert guest.get("/").headers["location"] == "/entrer" and guest.get("/entrer").status == 200
    assert guest.post("/entrer", {"code": "123456"}).status == 200
    assert guest.get("/api/collection").status == 200
    now, other = [1000.0], Browser(app, HOST)
    door.now = lambda: now[0]
    assert [other.post("/entrer", {"code": "000000"}).status for _ in range(WRONG_CODES)] == [403] * WRONG_CODES
    assert other.post("/entrer", {"code": "123456"}).status == 403  # shut, even to the right one
    now[0] += 61
    assert other.post("/entrer", {"code": "123456"}).status == 200


STRANGE = {
    "another name for this machine": ({"host": "evil.example:4000"}, 421),
    "another page": ({"origin": "http://evil.example"}, 403),
    "no page at all": ({"origin": None}, 403),
    "a form": ({"content_type": "application/x-www-form-urlencoded"}, 415),
    "another site, says the browser": ({"sec_fetch_site": "cross-site"}, 403),
}


@pytest.mark.parametrize(("headers", "status"), STRANGE.values(), ids=STRANGE)
def test_what_no_page_of_ours_sends_writes_nothing(browser, root, headers, status):
    before = (root / "sheets/four.md").read_bytes()
    base = browser.get("/api/fiches/four").told["base"]
    said = {"base": base, "bodies": {"contexte": "Autre."}}
    assert browser.post("/api/fiches/four", said, **headers).status == status
    assert (root / "sheets/four.md").read_bytes() == before


def test_a_body_without_end_is_refused(browser):
    assert browser.post("/api/fiches/four/essai", {"base": "x" * MOST_JSON}).status == 413


KEYS = (
    "base", "bodies", "values", "read", "sent", "forced", "split", "part", "mend", "rubric", "passage", "key", "format",
    "save", "text", "done", "title", "like", "name", "order", "language", "sheets",
)  # fmt: skip
SHAPES = ([1], 5, {"a": [1]}, [{"bodies": 1}])
POSTED = [path for method, path, *_ in CALLS if method == "POST"]
OFTEN = ("editeur", "fiches/{slug}", "fiches/{slug}/essai", "livrets/{slug}/textes")


@pytest.mark.parametrize("path", [*OFTEN, *map(SLOW, sorted({*POSTED} - {*OFTEN}))])
def test_a_body_of_another_shape_is_refused_or_means_nothing(browser, path):
    """Nothing of it comes to an error of the program."""
    address = "/api/" + path.replace("{slug}", "livret" if path.startswith("livrets") else "four")
    asked = [{**dict.fromkeys(KEYS, "x"), key: shape} for key in KEYS for shape in SHAPES]
    assert {browser.post(address, body).status // 100 for body in (*asked, *SHAPES)} <= {2, 4}


def test_a_body_that_is_no_json_is_refused(browser):
    for address in ("/api/fiches/four/essai", "/api/travaux"):
        for body in (b"", b"{", b"\xff", b"[" * 100_000, b"[]"):
            assert browser.ask("POST", address, body, content_type="application/json").status == 400


@pytest.mark.parametrize("slug", ["..%2Fcollection", "../four", ".git", "_four", "CON", "four.md", "livret"])
def test_no_name_leads_elsewhere(browser, slug):
    assert browser.get(f"/api/fiches/{slug}").status in (400, 404)
    assert browser.post("/api/fiches/four/nom", {"name": slug}).status == 400


@pytest.mark.parametrize(
    "path",
    ["sheets/../collection.yaml", "etc/passwd", "sheets/%2e%2e/x", "page/../routes.py", "produits/../sheets/four.md"],
)
def test_no_address_leads_elsewhere(browser, path):
    assert browser.get(f"/{path}").status == 404


def test_what_authors_made_runs_nothing(browser, root):
    write(root, {"sheets/images/x.svg": DRAWING})
    found = browser.get("/sheets/images/x.svg")
    assert found.status == 200 and found.headers["content-security-policy"].startswith("default-src 'none'")
    assert (
        "sandbox" in found.headers["content-security-policy"] and found.headers["x-content-type-options"] == "nosniff"
    )
    frame = browser.get("/apercu/four")
    assert "script" not in frame.headers["content-security-policy"] and b"<script" not in frame.body


def test_the_page_says_its_words_in_the_language_of_its_user_and_runs_only_its_own(browser):
    found = browser.get("/")
    assert "Nouvelle fiche" in found.body.decode() and "script-src 'self';" in found.headers["content-security-policy"]
    for name in ("studio.js", "editor.js", "studio.css", "editor-licences.txt"):
        assert browser.get(f"/page/{name}").status == 200
    assert browser.get("/page/index.html").status == 404


def test_a_collection_lists_its_sheets_and_what_a_form_asks(browser):
    told = browser.get("/api/collection").told
    assert [one["slug"] for one in told["sheets"]] == ["four", "moulin"] and told["booklets"][0]["holds"] == 2
    asked = {one["name"]: one for one in told["fields"]}
    assert asked["titre"]["required"] and asked["periode"]["label"]


def test_a_sheet_is_tried_without_being_written_then_saved_and_come_back_to(browser, root):
    told = browser.get("/api/fiches/four").told
    names = [one["name"] for one in told["parts"]]
    assert names == ["entete", "porteur", "contexte", "parole"] and told["values"]["territoire"] == {
        "commune": "Ouijjane"
    }
    before = (root / "sheets/four.md").read_bytes()
    typed = {"base": told["base"], "bodies": {"contexte": "Il pleuvait sur le douar."}, "values": {"periode": "2012"}}
    seen = browser.post("/api/fiches/four/essai", typed).told
    assert "Il pleuvait" in seen["html"].replace("\u00ad", "") and seen["words"]["contexte"] == 5
    assert (root / "sheets/four.md").read_bytes() == before
    saved = browser.post("/api/fiches/four", {**typed, "who": "Zahra"}).told
    written = (root / "sheets/four.md").read_text("utf-8")
    assert "Il pleuvait sur le douar." in written and "periode: 2012\n" in written and saved["base"] != told["base"]
    past = browser.get("/api/fiches/four/historique").told
    assert [(one["who"], one["parts"], one["front"]) for one in past] == [
        ("Zahra", ["Contexte"], True),
        ("", [], False),
    ]
    changed = browser.get(f"/api/fiches/four/historique/{past[1]['name']}").told
    assert [one["title"] for one in changed] == ["Contexte", "Date du projet"]
    assert {"kind": "new", "text": "2012"} in changed[1]["changes"]
    browser.post("/api/fiches/four/revenir", {"save": past[1]["name"]})
    assert (root / "sheets/four.md").read_bytes() == before


def test_two_people_lose_no_word(browser, root):
    base = browser.get("/api/fiches/four").told["base"]
    assert browser.post("/api/fiches/four/ecrire", {"part": "contexte", "window": "1", "who": "Ali"}).told == {}
    assert browser.post("/api/fiches/four/ecrire", {"part": "contexte", "window": "2"}).told == {
        "taken": {"window": "1", "name": "Ali"}
    }
    writers = browser.get("/api/fiches/four").told["writers"]
    assert writers == {"contexte": {"window": "1", "name": "Ali"}}  # and no window is shut out by its own name
    typed = {"base": base, "bodies": {"contexte": "À l'autre."}, "window": "2"}
    refused = browser.post("/api/fiches/four", {**typed, "bodies": {**typed["bodies"], "resultats": "Trois."}})
    assert refused.status == 423 and refused.told["locked"] == {"contexte": "Ali"}
    assert browser.post("/api/fiches/four", {**typed, "bodies": {"contexte": "À Ali."}, "window": "1"}).status == 200
    browser.post("/api/fiches/four/ecrire", {"window": "1"})
    late = browser.post("/api/fiches/four", typed)
    assert late.status == 409 and late.told["clashes"] == [
        {"name": "contexte", "theirs": "À Ali.", "ours": "À l'autre."}
    ]
    assert browser.post("/api/fiches/four", {**typed, "forced": ["contexte"]}).status == 200
    assert "À l'autre." in (root / "sheets/four.md").read_text("utf-8")


def test_a_line_that_begins_a_rubric_is_held_until_somebody_says_so(browser, root):
    told, path = browser.get("/api/fiches/four").told, root / "sheets/four.md"
    before = path.read_text("utf-8")
    typed = {"base": told["base"], "bodies": {"contexte": "A.\n\n## Sui"}, "values": {"periode": "2012"}}
    found = browser.post("/api/fiches/four", typed).told
    assert found["held"]["contexte"]["lines"] == [3] and "« ## »" in found["held"]["contexte"]["said"]
    assert path.read_text("utf-8").replace("periode: 2012\n", "") == before.replace("periode: 2012\n", "")
    split = browser.post("/api/fiches/four", {**typed, "base": found["base"], "split": ["contexte"]}).told
    assert split["held"] == {} and "A.\n\n## Sui\n" in path.read_text("utf-8")
    strange = next(one for one in split["parts"] if one["title"] == "Sui")
    as_one = {"base": split["base"], "part": strange["name"], "rubric": "contexte"}
    assert browser.post("/api/fiches/four/rubrique", {**as_one, "part": "contexte"}).status == 409
    assert browser.post("/api/fiches/four/rubrique", as_one).status == 200
    assert "Sui" not in path.read_text("utf-8")


def test_what_a_part_said_before_it_was_typed_in_decides_whether_another_changed_it(browser):
    told = browser.get("/api/fiches/four").told
    read = next(one["body"] for one in told["parts"] if one["name"] == "contexte")
    now = browser.post("/api/fiches/four", {"base": told["base"], "bodies": {"contexte": "À Ali."}}).told
    late = {"base": now["base"], "bodies": {"contexte": "À l'autre."}, "read": {"contexte": read}}
    assert browser.post("/api/fiches/four", late).status == 409
    assert browser.post("/api/fiches/four", {**late, "read": {"contexte": "À Ali."}}).status == 200


def test_room_that_a_window_wants_no_more_is_not_sought_on(root, monkeypatch):
    bench, typed, lay, laid = Bench(root), (root / "sheets/four.md").read_bytes(), fitting._composed, []
    assert bench.room(typed, "four", "contexte", window="1")

    def typed_meanwhile(*given):
        laid.append(bench.turn("1"))
        return lay(*given)

    monkeypatch.setattr(fitting, "_composed", typed_meanwhile)
    with pytest.raises(SupersededError):
        bench.room(typed, "four", "contexte", window="1")
    assert len(laid) == 1
    assert bench.room(typed, "four", "contexte", window="2")


def test_a_file_saved_by_another_program_meanwhile_is_merged(browser, root):
    told, path = browser.get("/api/fiches/four").told, root / "sheets/four.md"
    path.write_text(path.read_text("utf-8").replace("Nous lisons", "Nous chantons"), "utf-8")
    assert browser.post("/api/fiches/four", {"base": told["base"], "bodies": {"contexte": "Neuf."}}).status == 200
    assert "Nous chantons" in path.read_text("utf-8") and "Neuf." in path.read_text("utf-8")


def test_a_problem_is_beside_its_part_with_what_a_program_can_mend(browser, root):
    path = root / "sheets/four.md"
    path.write_text(path.read_text("utf-8").replace("## Contexte", "## Contexe"), "utf-8")
    told = browser.get("/api/fiches/four").told
    seen = browser.post("/api/fiches/four/essai", {"base": told["base"]}).told
    found = next(one for one in seen["problems"] if one["code"] == "rubrique-inconnue")
    mend = {"line": found["line"], "old": "Contexe", "new": "Contexte", "shown": "Contexte"}
    assert found["mend"] == mend and seen["provisional"]
    assert browser.post("/api/fiches/four/corriger", {"base": told["base"], "mend": found["mend"]}).status == 200
    assert browser.get("/api/fiches/four/etat").told["counts"]["error"] == 0


def test_a_line_of_no_key_is_told_as_such_and_taken_away(browser, root):
    path = write(root, {"four": text("titre: Un four\nteritoire: {commune: Ouijjane}\noups")}) / "sheets/four.md"
    told = browser.get("/api/fiches/four").told
    seen = browser.post("/api/fiches/four/essai", {"base": told["base"]}).told["problems"]
    found = next(one for one in seen if one["code"] == "yaml-illisible")
    assert found["key"] == "" and found["message"] == "Une ligne des repères ne se lit pas : « oups »."
    assert browser.post("/api/fiches/four/corriger", {"base": told["base"], "mend": found["mend"]}).status == 200
    assert "oups" not in path.read_text("utf-8")


def test_a_place_that_is_not_known_has_names_near_it_which_a_program_writes(browser, root):
    typed = "titre: Un four\nterritoire:\n  - lieu: Ouijan\n    commune: Zagmouzine"
    path = write(root, {"four": text(typed)}) / "sheets/four.md"
    told = browser.get("/api/fiches/four").told
    seen = browser.post("/api/fiches/four/essai", {"base": told["base"]}).told
    found = next(one for one in seen["problems"] if one["code"] == "lieu-inconnu")
    assert (found["key"], found["place"]) == ("territoire", "Zagmouzine") and "coordonnees" not in found["hint"]
    assert found["near"][0] == {"line": 5, "old": "Zagmouzine", "new": "Zagmouzen"}
    assert browser.post("/api/fiches/four/corriger", {"base": told["base"], "mend": found["near"][0]}).status == 200
    assert "    commune: Zagmouzen\n" in path.read_text("utf-8")


def test_a_window_speaks_the_language_that_it_asks_for(browser):
    mine = browser.cookie
    browser.cookie = f"{mine}; fiches_langue=en"
    assert '<html lang="en" dir="ltr">' in browser.get("/").body.decode()
    assert "there is no sheet" in browser.get("/api/fiches/aucune").told["said"]
    browser.cookie = f"{mine}; fiches_langue=xx"
    assert "il n'y a pas de fiche" in browser.get("/api/fiches/aucune").told["said"]


def test_a_photo_is_told_with_what_its_place_shows_of_it(browser, root):
    write(root, {"sheets/images/a.png": photo(400, 300)})
    photos = [{"fichier": "images/a.png", "alt": "Un four", "credit": "Ali", "cadrage": ["0", "50"]}]
    typed = {"base": browser.get("/api/fiches/four").told["base"], "values": {"photos": photos}}
    (crop,) = browser.post("/api/fiches/four/essai", typed).told["crops"]
    assert crop["page"] and crop["where"] in {name for _, name in judgements.THIRDS}
    left, top, right, foot = crop["kept"]
    assert crop["name"] == "images/a.png" and (left, top, foot) == (0, 0, 1)
    assert (right * 400) / 300 == pytest.approx(crop["width"] / crop["height"])


def test_a_remark_on_one_of_several_photos_says_which(browser, root):
    write(root, {"sheets/images/a.png": photo(900, 700), "sheets/images/b.png": photo(900, 701)})
    photos = [
        {"fichier": "images/a.png", "alt": "Un four", "credit": "Ali"},
        {"fichier": "images/b.png", "credit": "Ali"},
    ]
    typed = {"base": browser.get("/api/fiches/four").told["base"], "values": {"photos": photos}}
    told = browser.post("/api/fiches/four/essai", typed).told["problems"]
    items = [one["item"] for one in told if one["code"] == "champ-conseille"]
    assert items == [{"at": 1, "name": "b.png"}]
    assert all(one["item"] is None for one in told if one["key"] == "territoire")


def test_what_is_wrong_with_the_collection_is_told_in_the_words_of_its_form(browser, root):
    settings = "format: essai\nediteur: {nom: Association Exemple}\n"
    write(root, {"collection": settings})
    said = [one["hint"] for one in browser.get("/api/collection").told["problems"]]
    assert not any("collection.yaml" in one for one in said)


def test_sheets_are_begun_copied_named_and_put_aside(browser, root):
    assert browser.post("/api/fiches", {"title": "Un puits"}).told == {"slug": "un-puits"}
    assert browser.post("/api/fiches", {"title": "Un four encore", "like": "four"}).told["slug"] == "un-four-encore"
    assert "Nous lisons" in (root / "sheets/un-four-encore.md").read_text("utf-8")
    assert browser.post("/api/fiches", {"title": " "}).status == 400
    assert browser.post("/api/fiches", {"title": "بئر", "language": "ar"}).told["slug"] == "fiche-1"
    begun = (root / "sheets/fiche-1.md").read_text("utf-8")
    assert "\nlangue: ar\n" in begun and browser.get("/api/fiches/fiche-1").told["direction"] == "rtl"
    assert browser.get("/api/fiches/fiche-1/etat").told.keys() >= {"language", "direction"}
    assert browser.post("/api/fiches/un-puits/nom", {"name": "puits"}).told == {"slug": "puits"}
    assert browser.post("/api/fiches/puits/nom", {"name": "four"}).told["better"] == ""
    offered = browser.post("/api/fiches/puits/nom", {"name": "Le Puits d'Été"})
    assert offered.status == 400 and offered.told["better"] == "le-puits-d-ete"
    assert browser.post("/api/fiches/puits/cote", {}).status == 200 and (root / "sheets/_puits.md").is_file()
    assert browser.get("/api/collection").told["aside"] == ["puits"]
    assert browser.post("/api/fiches/puits/reprendre", {}).status == 200 and (root / "sheets/puits.md").is_file()


def test_a_booklet_is_put_in_another_order_and_keeps_the_rest(browser, root):
    path = root / "sheets/livret.md"
    before = path.read_text("utf-8")
    assert browser.post("/api/livrets/livret/ordre", {"order": ["moulin", "four"]}).status == 200
    assert path.read_text("utf-8") == before.replace("[four, moulin]", "[moulin, four]")
    assert browser.post("/api/livrets/livret/ordre", {"order": ["moulin", "collection"]}).status == 400


def test_a_booklet_has_its_title_its_facts_and_its_texts_edited_and_the_rest_of_its_file_stays(browser, root):
    path = root / "sheets/livret.md"
    path.write_bytes(
        BOOKLET.replace("titre: Livret", "# à moi\ntitre: Livret  # provisoire").replace("\n", "\r\n").encode()
    )
    told = browser.get("/api/livrets/livret").told
    note = told["parts"][1]
    assert (note["title"], note["body"], told["sheets"]) == ("Note introductive", "Mot.", ["four", "moulin"])
    assert {one["name"]: one["label"] for one in told["fields"]}["surtitre"] == "Lignes en tête de la couverture"
    typed = {"base": told["base"], "bodies": {note["name"]: "Deux mots."}, "values": {"surtitre": "Eau : 2012"}}
    saved = browser.post("/api/livrets/livret", typed).told
    kept = b"# \xc3\xa0 moi\r\ntitre: Livret  # provisoire\r\nfiches: [four, moulin]\r\n"
    assert path.read_bytes() == (
        b"---\r\n" + kept + b'surtitre: "Eau : 2012"\r\n---\r\n\r\n## Note introductive\r\n\r\nDeux mots.\r\n'
    )
    more = browser.post("/api/livrets/livret/textes", {"base": saved["base"], "title": "Merci"}).told
    thanks = more["parts"][2]["name"]
    again = browser.post(
        "/api/livrets/livret/textes", {"base": more["base"], "part": thanks, "title": "Nos mercis"}
    ).told
    assert path.read_bytes().endswith(b"Deux mots.\r\n\r\n## Nos mercis\r\n")
    gone = {"base": again["base"], "part": again["parts"][1]["name"], "title": ""}
    assert browser.post("/api/livrets/livret/textes", gone).status == 200
    assert path.read_bytes().endswith(b"---\r\n\r\n## Nos mercis\r\n")
    assert browser.post("/api/livrets/livret/textes", gone).status == 409  # the file is another by now
    assert len(browser.get("/api/livrets/livret/historique").told[0]["saves"]) == 1


def test_a_booklet_is_begun_put_aside_and_taken_back(browser, root):
    made = browser.post("/api/livrets", {"title": "Eau & terre"}).told["slug"]
    assert made == "livret-eau-terre"
    text_ = (root / f"sheets/{made}.md").read_text("utf-8")
    assert text_ == '---\ntitre: "Eau & terre"\nfiches: [four, moulin]\n---\n\n## Note introductive\n'
    assert browser.post("/api/livrets", {"title": "Eau & terre"}).told["slug"] == f"{made}-2"
    assert browser.post("/api/livrets", {"title": " "}).status == 400
    assert browser.post(f"/api/livrets/{made}/cote", {}).status == 200
    assert browser.get("/api/collection").told["aside"] == [made] and browser.get(f"/api/livrets/{made}").status == 404
    assert browser.post(f"/api/fiches/{made}/reprendre", {}).status == 200
    assert browser.get(f"/api/livrets/{made}").status == 200 and browser.get("/api/livrets/four").status == 404


def test_a_booklet_that_chooses_its_sheets_shows_them_and_lists_them_once_they_are_put_in_order(browser, root):
    write(root, {"livret": BOOKLET.replace("fiches: [four, moulin]", "selection: {commune: Ouijjane}")})
    assert browser.get("/api/livrets/livret").told["sheets"] == ["four"]
    assert browser.get("/api/collection").told["booklets"][0]["holds"] is None
    assert browser.post("/api/livrets/livret/ordre", {"order": ["moulin", "four"]}).status == 200
    assert "---\ntitre: Livret\nfiches: [moulin, four]\n---\n" in (root / "sheets/livret.md").read_text("utf-8")


def test_a_picture_is_put_under_a_clean_name_and_never_over_another(browser, root):
    data = photo(300, 200)
    put = {"content_type": "application/octet-stream"}
    assert browser.ask("PUT", "/api/images?name=Mon%20%C3%89t%C3%A9.PNG", data, **put).told == {
        "file": "images/mon-ete.png"
    }
    assert browser.ask("PUT", "/api/images?name=mon-ete.png", photo(301, 200), **put).told == {
        "file": "images/mon-ete-2.png"
    }
    assert browser.ask("PUT", "/api/images?name=mon-ete.png", data, **put).told == {"file": "images/mon-ete.png"}
    assert browser.ask("PUT", "/api/images?name=..%2F..%2Fx.png", data, **put).told == {"file": "images/x.png"}
    assert browser.ask("PUT", "/api/images?name=x.exe", data, **put).status == 400
    assert browser.ask("PUT", "/api/images?name=y.png", b"no picture", **put).status == 400
    assert sorted(path.name for path in (root / "sheets/images").iterdir()) == ["mon-ete-2.png", "mon-ete.png", "x.png"]


def test_the_collection_goes_home_in_one_archive(browser):
    with zipfile.ZipFile(io.BytesIO(browser.get("/api/collection.zip").body)) as packed:
        names = {name.split("/", 1)[1] for name in packed.namelist()}
    assert {"sheets/four.md", "sheets/collection.yaml", "templates/essai/format.yaml"} <= names


def test_what_was_made_says_for_whom_it_is(browser, root):
    names = {
        "fiches/four.pdf": "screen", "livret.pdf": "screen", "impression/offset-maroc/four_A4.pdf": "printer",
        "impression/copieur/four_A3.pdf": "copier", "affiches/four.pdf": "wall", "brouillons/four.pdf": "draft",
        "index.json": "data", "kit.zip": "kit",
    }  # fmt: skip
    write(root, {f"build/{name}": b"%PDF-" for name in names})
    assert {path: whom for path, _, whom in browser.get("/api/produits").told} == names
    assert {*names.values()} == {*made_files.PURPOSES}
    html = browser.get("/").body.decode()
    assert all(f'"for-{one}-help"' in html for one in made_files.PURPOSES)


def test_work_that_nobody_knows_is_not_begun(browser):
    assert browser.post("/api/travaux", {"name": "rm"}).status == 400
    assert browser.post("/api/travaux", {"name": "build", "sheets": ["../x"]}).status == 400


def test_every_script_and_style_that_the_page_names_is_there():
    html = (PAGE / "index.html").read_text("utf-8")
    assert all((PAGE / name).is_file() for name in ("studio.css", "studio.js", "editor.js"))
    assert "http://" not in html and "https://" not in html


def test_a_port_that_is_free_is_found_and_one_that_is_taken_is_told(root):
    found = server.opened(root, None, catalogue("fr"))
    try:
        port = found._listening.getsockname()[1]
        assert found.address.startswith(f"http://127.0.0.1:{port}/?cle=") and not found.others and not found.code
        with pytest.raises(FichesError, match=str(port)):
            server.opened(root, None, catalogue("fr"), port)
    finally:
        found._listening.close()


def test_a_sheet_under_another_name_takes_along_its_history_its_remarks_and_its_place_in_booklets(browser, root):
    base = browser.get("/api/fiches/four").told["base"]
    browser.post("/api/fiches/four", {"base": base, "bodies": {"contexte": "Neuf."}})
    browser.post("/api/fiches/four/relecture", {"part": "contexte", "text": "À vérifier", "who": "Ali"})
    assert browser.post("/api/fiches/four/nom", {"name": "grand-four"}).status == 200
    assert len(browser.get("/api/fiches/grand-four/historique").told) == 2
    assert browser.get("/api/fiches/grand-four/relecture").told["remarks"][0]["text"] == "À vérifier"
    assert "fiches: [grand-four, moulin]\n" in (root / "sheets/livret.md").read_text("utf-8")


def test_readers_say_what_they_think_and_that_they_have_read(browser):
    say = "/api/fiches/four/relecture"
    browser.post(say, {"part": "contexte", "text": " Quelle année ? ", "who": "Ali"})
    told = browser.post(say, {"who": "Zahra"}).told
    remark, read = told["remarks"]
    assert (remark["who"], remark["text"], remark["is_done"]) == ("Ali", "Quelle année ?", False)
    assert read["who"] == "Zahra" and read["read"] == told["base"]
    assert browser.post(say, {"done": 0}).told["remarks"][0]["is_done"]
    browser.post("/api/fiches/four", {"base": told["base"], "bodies": {"contexte": "Autre."}})
    later = browser.get(say).told
    assert later["remarks"][1]["read"] != later["base"]  # what was read is no longer what stands there
    assert browser.post("/api/fiches/aucune/relecture", {"text": "x"}).status == 404


def test_a_place_is_shown_on_a_map_of_what_the_format_knows(browser):
    told = browser.get("/api/fond").told
    known = {name: point for name, *point in told["points"]}
    west, south, east, north = told["box"]
    assert west < known["Ouijjane"][1] < east and south < known["Ouijjane"][0] < north
    assert len(told["land"]) > 100 and all(len(ring) % 2 == 0 for ring in told["land"])


@pytest.mark.slow
def test_the_own_pages_of_a_booklet_are_seen_and_why_there_are_none(browser, root):
    write(root, {"moulin": text("titre: Un moulin\nterritoire: {commune: Ouijjane}")})
    shown = browser.get("/api/livrets/livret/pages").told["pages"]
    seen = [Image.open(io.BytesIO(base64.b64decode(one))).convert("RGB").getextrema() for one in shown]
    assert seen and all(any(least < most for least, most in one) for one in seen)  # no blank inside of a cover
    write(root, {"moulin": text("periode: 2012")})
    told = browser.get("/api/livrets/livret/pages").told
    assert not told["pages"] and told["title"] and ".md" not in told["title"] and told["said"]


@pytest.mark.slow
def test_the_pdf_of_a_sheet_is_made_at_once(browser):
    found = browser.get("/pdf/four")
    assert found.body.startswith(b"%PDF-") and found.headers["content-type"] == "application/pdf"
    assert "sandbox" not in found.headers["content-security-policy"]  # which keeps browsers from showing it


def test_why_there_is_no_pdf_is_said_to_be_read(browser, root):
    write(root, {"four": text("periode: 2012")})
    said = browser.get("/pdf/four")
    assert said.status == 422 and "territoire" in said.body.decode()
    assert said.headers["content-type"].startswith("text/plain")


def test_who_publishes_is_asked_for_once_a_sheet_is_not_the_example_and_is_written_where_it_stood(browser, root):
    examples = next(iter(new_files.examples(short_project())))
    typed = examples.read_text("utf-8").replace("langue:", "# À nous\nlangue:")
    (root / COLLECTION).write_text(typed, "utf-8")
    told = [one for one in browser.get("/api/collection").told["problems"] if one["code"] == "texte-provisoire"]
    assert [one["path"] for one in told] == [COLLECTION, COLLECTION]
    said = browser.get("/api/editeur").told
    assert set(said) == {"nom", "site", "colophon", "format"} and all(said.values())
    wanted = {"nom": "Terres: solidaires", "site": "terres.fr", "colophon": "Publié par nous.\nAvec d'autres.",
              "format": "capitalisation"}  # fmt: skip
    assert browser.post("/api/editeur", wanted).told == wanted
    now = (root / COLLECTION).read_text("utf-8")
    assert "# À nous" in now and "# financeurs" in now and "exemple inventé" not in now
    assert open_project(root)[0].settings.colophon == ("Publié par nous.", "Avec d'autres.")
    assert not [one for one in browser.get("/api/collection").told["problems"] if one["code"] == "texte-provisoire"]


@pytest.mark.parametrize("typed", ["", "titre_courant: Nos fiches", "editeur:\n  logo: images/a.svg\n  nom: Nous\n"])
def test_settings_of_any_shape_are_written_in(browser, root, typed):
    (root / COLLECTION).write_text(typed, "utf-8")
    browser.post("/api/editeur", {"nom": "Terres", "site": "", "colophon": ""})
    now = (root / COLLECTION).read_text("utf-8")
    assert browser.get("/api/editeur").told.items() >= {"nom": "Terres", "site": "", "colophon": ""}.items()
    assert "nom: Terres" in now and all(line in now for line in typed.split("\n") if "Nous" not in line)


def test_settings_that_cannot_be_read_are_left_as_they_are(browser, root):
    place = root / COLLECTION
    browser.get("/api/collection")
    place.write_text("editeur: [", "utf-8")
    assert browser.post("/api/editeur", {"nom": "Terres"}).status in (400, 409)
    assert place.read_text("utf-8") == "editeur: ["
