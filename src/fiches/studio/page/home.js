// The collection: its sheets with their state and first page, its booklets, what can be made of it.
import { ago, ask, button, el, icon, languageName, said, say } from "./elements.js";
import { get, listen, post, put, WINDOW } from "./exchange.js";
import { modelChoice } from "./models.js";
import { filled } from "./preview.js";
import { standing } from "./standing.js";
import { works } from "./works.js";

const OF_EXAMPLE = "texte-provisoire"; // the code of settings that still say what the example says
const BROUGHT = ".docx,.docm,.odt,.txt,.md,.csv,.xlsx";

export async function home() {
  const told = await get("collection");
  const search = el("input", { type: "search", placeholder: say("search"), "aria-label": say("search") });
  const cards = told.sheets.map((one) => ({ one, item: card(one, told) }));
  search.addEventListener("input", () => {
    const wanted = plain(search.value);
    for (const { one, item } of cards) item.hidden = !plain(`${one.title} ${one.slug}`).includes(wanted);
  });
  let turn = Promise.resolve(), left = false; // one card after the other: what is opened meanwhile does not wait for all
  const seen = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      seen.unobserve(target);
      turn = turn.then(() => left || target.show());
    }
  }, { rootMargin: "200px" });
  const stop = listen((event) => { if (event.kind === "named" && event.window !== WINDOW) again(); if (event.kind === "again") refresh(); });
  const refresh = async () => { if (JSON.stringify(await get("collection")) !== JSON.stringify(told)) again(); };
  const made = works(), page = el("div", { className: "accueil" },
    told.problems.length ? el("ul", { className: "problemes" }, told.problems.map((one) => el("li", { className: one.severity }, el("p", {}, one.message), el("p", { className: "doux" }, one.hint), one.code === OF_EXAMPLE ? el("p", {}, button("publisher", () => publisher())) : null))) : null,
    el("h2", {}, say("sheets"), el("span", { className: "compte" }, String(told.sheets.length))),
    told.sheets.length ? el("ul", { className: "fiches" }, cards.map(({ item }) => item)) : empty(told),
    told.sheets.length ? [el("h2", {}, say("booklets")), el("ul", { className: "livrets" }, told.booklets.map(book)), el("p", {}, button("new-booklet", () => begin(), { icon: "plus" }))] : null,
    told.aside.length ? [el("h2", {}, say("aside")), el("ul", { className: "livrets" }, told.aside.map((slug) => el("li", {}, el("span", { className: "nom" }, slug), button("take-back", () => said(async () => { await post(`fiches/${slug}/reprendre`); again(); })))))] : null,
    made.element,
    el("p", {}, button("publisher", () => publisher()), " ", el("a", { className: "bouton", href: "/api/collection.zip", download: `${told.folder}.zip` }, say("download"))),
  );
  page.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); page.classList.add("dessus"); } });
  page.addEventListener("dragleave", (event) => { if (!page.contains(event.relatedTarget)) page.classList.remove("dessus"); });
  page.addEventListener("drop", (event) => { event.preventDefault(); page.classList.remove("dessus"); bring(event.dataTransfer.files[0]); });
  return {
    title: told.folder,
    head: [el("h1", {}, told.folder), search, button("new-sheet", () => create(told), { className: "fort", icon: "plus" }), button("import-word", () => fromWord(), { icon: "document" })],
    content: [page],
    begin() { for (const { item } of cards) seen.observe(item); },
    async leave() { left = true; seen.disconnect(); stop(); made.leave(); },
  };
}

function empty(told) {
  return el("div", { className: "vide" }, icon("document"), el("p", { className: "grand" }, say("sheet-empty")), el("p", { className: "doux" }, say("sheet-empty-help")),
    el("p", {}, button("new-sheet", () => create(told), { className: "fort" }), " ", button("import-word", () => fromWord())));
}

function again() {
  if (!location.hash) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = "";
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function book(one) {
  return el("li", {}, el("a", { className: "nom", href: `#livret/${one.slug}`, lang: one.language, dir: "auto" }, one.title), one.holds === null ? null : el("span", { className: "doux" }, say("booklet-of", { count: one.holds })),
    button("put-aside", () => said(async () => { await post(`livrets/${one.slug}/cote`); again(); }), { "aria-label": say("pair", { name: say("put-aside"), more: one.title }) }));
}

function card(one, told) {
  const picture = el("iframe", { className: "vignette", title: one.title, tabIndex: -1, "aria-hidden": "true", sandbox: "allow-same-origin", loading: "lazy" });
  const state = el("p", { className: "marques doux" }, say("loading"));
  const go = () => { location.hash = `fiche/${one.slug}`; };
  const menu = el("details", { className: "menu" }, el("summary", { "aria-label": say("more-actions", { name: one.title }), title: say("more-actions", { name: "" }) }, icon("more")), el("div", {},
    button("duplicate", () => create(told, one)), button("rename", () => rename(one.slug)), button("put-aside", () => aside(one.slug))));
  menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.firstChild.focus(); } });
  const item = el("li", {}, el("div", { className: "image", on: { click: go } }, picture), el("div", { className: "dit" },
    el("button", { type: "button", className: "titre", lang: one.language, dir: "auto", on: { click: go } }, one.title), state,
    el("div", { className: "bas" }, el("span", { className: "doux" }, say("changed-ago", { when: ago(one.changed * 1000) })), menu)));
  item.show = async () => {
    try {
      const found = await get(`fiches/${one.slug}/etat`);
      state.replaceChildren(...standing(found));
      if (found.html) draw(picture, found, one.slug);
    } catch (error) { state.textContent = error.message; }
  };
  return item;
}

// The first page, as wide as its card.
function draw(picture, found, slug) {
  picture.addEventListener("load", () => {
    const page = picture.contentDocument;
    if (!page) return; // the studio has stopped: the browser shows a page of its own
    page.body.replaceChildren(...filled(page, found).childNodes);
    for (const other of [...page.querySelectorAll(".feuille")].slice(1)) other.remove();
    const first = page.querySelector(".feuille");
    if (!first || !picture.isConnected) return;
    page.body.style.padding = "0";
    page.documentElement.style.overflow = "hidden"; // a picture has no scroll bars
    page.body.style.zoom = picture.clientWidth / first.offsetWidth;
    picture.classList.add("prete");
  });
  picture.src = `/apercu/${slug}`;
}

// `told`: the collection; `like`: the sheet whose words the new one has
async function create(told, like = null) {
  const input = el("input", { id: "titre", value: like?.title ?? "", required: true });
  const asks = told.fields.find((one) => one.kind === "language"), tongues = asks?.choices ?? [], own = el("select", { id: "langue-fiche" }, tongues.map((code) => el("option", { value: code, selected: code === told.language }, languageName(code, asks.names[code]))));
  const asked = like || tongues.length < 2 ? [] : [el("label", { htmlFor: "langue-fiche" }, say("sheet-language")), own];
  const wanted = await ask(say(like ? "duplicate" : "new-sheet"), [el("label", { htmlFor: "titre" }, say("new-title")), input, ...asked], [["create", () => ({ title: input.value, language: asked.length ? own.value : "", like: like?.slug ?? "" }), "fort"], ["cancel", null]]);
  if (wanted) await said(async () => { location.hash = `fiche/${(await post("fiches", wanted)).slug}`; });
}

async function begin() {
  const input = el("input", { id: "titre", required: true });
  const title = await ask(say("new-booklet"), [el("label", { htmlFor: "titre" }, say("booklet-title")), input, el("p", { className: "aide" }, say("new-booklet-help"))], [["create", () => input.value, "fort"], ["cancel", null]]);
  if (title) await said(async () => { location.hash = `livret/${(await post("livrets", { title })).slug}`; });
}

// Who publishes, and what is said of it at the end of each sheet: as much as the settings say in one language.
async function publisher() {
  await said(async () => {
    const told = await get("editeur"), inputs = Object.entries(told).map(([name, value]) => [name, name === "format" ? modelChoice(`editeur-${name}`, value) : el(name === "colophon" ? "textarea" : "input", { id: `editeur-${name}`, value, dir: "auto", ...(name === "colophon" ? { rows: 4 } : {}) })]);
    const typed = await ask(say("publisher"), [el("p", { className: "aide" }, say("publisher-help")), ...inputs.flatMap(([name, input]) => [el("label", { htmlFor: input.id }, say(`publisher-${name}`)), input])],
      [["save", () => Object.fromEntries(inputs.map(([name, input]) => [name, input.value])), "fort"], ["cancel", null]]);
    if (!typed) return;
    await post("editeur", typed);
    again();
  });
}

async function fromWord() {
  const input = el("input", { id: "document", type: "file", accept: BROUGHT, required: true });
  await bring(await ask(say("import-word"), [el("label", { htmlFor: "document" }, say("file")), el("p", { className: "aide" }, say("import-help")), input], [["create", () => input.files[0], "fort"], ["cancel", null]]));
}

async function bring(file) {
  if (!file) return;
  const waiting = el("dialog", { className: "attend" }, el("p", { role: "status" }, say("importing", { name: file.name })), el("progress", { "aria-label": say("running") }));
  document.body.append(waiting);
  waiting.showModal();
  await said(async () => {
    let brought;
    try { brought = await put("documents", file); } finally { waiting.remove(); }
    await ask(say("kept"), [el("ul", { className: "problemes" }, brought.lines.map((one) => el("li", { className: one.asks ? "warning" : "note" }, one.said)))], [["open", true, "fort"]]);
    if (brought.slugs.length === 1) location.hash = `fiche/${brought.slugs[0]}`; else again();
  });
}

// `wanted`: what is offered; `why`: what was wrong with the name before.
async function rename(slug, wanted = slug, why = "") {
  const input = el("input", { id: "fichier", value: wanted });
  const name = await ask(say("rename"), [why ? el("p", { className: "erreur", role: "alert" }, why) : null, el("label", { htmlFor: "fichier" }, say("file")), el("p", { className: "aide" }, say("rename-help")), input], [["rename", () => input.value.trim(), "fort"], ["cancel", null]]);
  if (!name || name === slug) return;
  try { await post(`fiches/${slug}/nom`, { name }); again(); } catch (error) { await rename(slug, error.told?.better || name, error.message); }
}

async function aside(slug) {
  await said(async () => { await post(`fiches/${slug}/cote`); again(); });
}
