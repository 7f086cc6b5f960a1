// The collection: its sheets with their state and first page, its booklets, what can be made of it.
import { announce, ask, button, el, say } from "./elements.js";
import { get, listen, post, put, WINDOW } from "./exchange.js";
import { works } from "./works.js";

export async function home() {
  const told = await get("collection");
  const list = el("ul", { className: "fiches" });
  const search = el("input", { type: "search", placeholder: say("search"), "aria-label": say("search") });
  const cards = told.sheets.map((one) => ({ one, card: card(one) }));
  list.append(...cards.map(({ card }) => card.item));
  search.addEventListener("input", () => {
    const wanted = plain(search.value);
    for (const { one, card } of cards) card.item.hidden = !plain(`${one.title} ${one.slug}`).includes(wanted);
  });
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); entry.target.show(); }
  }, { rootMargin: "200px" });
  const booklets = told.booklets.map((one) => el("li", {}, el("a", { href: `#livret/${one.slug}` }, one.title), " ", el("span", { className: "doux" }, String(one.sheets.length || ""))));
  const aside = told.aside.map((slug) => el("li", {}, slug, " ", button("take-back", async () => { await post(`fiches/${slug}/reprendre`); again(); })));
  const stop = listen((event) => { if (event.kind === "named" && event.window !== WINDOW) again(); });
  const made = works();
  return {
    title: told.folder,
    head: [el("h1", {}, told.folder), search, button("new-sheet", () => create(), { className: "fort" }), button("import-word", () => fromWord())],
    content: [el("div", { className: "accueil" },
      told.problems.length ? el("ul", { className: "problemes" }, told.problems.map((one) => el("li", { className: one.severity }, el("p", {}, one.message), el("p", {}, one.hint)))) : null,
      el("h2", {}, say("sheets")), list,
      booklets.length ? [el("h2", {}, say("booklets")), el("ul", {}, booklets)] : null,
      aside.length ? [el("h2", {}, say("aside")), el("ul", {}, aside)] : null,
      made.element,
      el("p", {}, el("a", { className: "bouton", href: "/api/collection.zip", download: `${told.folder}.zip` }, say("download"))),
    )],
    begin() { for (const { card } of cards) seen.observe(card.item); },
    async leave() { seen.disconnect(); stop(); made.leave(); },
  };
}

function again() {
  if (!location.hash) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = "";
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function card(one) {
  const picture = el("iframe", { className: "vignette", title: one.title, tabIndex: -1, "aria-hidden": "true", sandbox: "allow-same-origin", loading: "lazy" });
  const state = el("p", { className: "doux" });
  const go = () => { location.hash = `fiche/${one.slug}`; };
  const item = el("li", {}, picture, el("div", { className: "dit" },
    el("button", { type: "button", className: "titre", lang: one.language, on: { click: go } }, one.title),
    state,
    el("div", { className: "gestes" },
      button("duplicate", () => create(one.slug, one.title)), button("rename", () => rename(one.slug)), button("put-aside", () => aside(one.slug))),
  ));
  item.show = async () => {
    try {
      const found = await get(`fiches/${one.slug}/etat`);
      state.replaceChildren(...counts(found));
      if (!found.html) return;
      picture.addEventListener("load", () => {
        const page = picture.contentDocument;
        page.getElementById("papier").textContent = found.style;
        page.body.innerHTML = found.html;
        for (const other of [...page.querySelectorAll(".feuille")].slice(1)) other.remove();
        const first = page.querySelector(".feuille");
        page.body.style.padding = "0";
        page.body.style.zoom = picture.clientWidth / first.offsetWidth;
      });
      picture.src = `/apercu/${one.slug}`;
    } catch (error) { state.textContent = error.message; }
  };
  return { item };
}

export function counts(found) {
  const parts = [];
  if (found.counts.error) parts.push(el("span", { className: "erreur" }, say("errors", { count: found.counts.error })));
  if (found.counts.warning) parts.push(el("span", { className: "avis" }, say("warnings", { count: found.counts.warning })));
  if (found.counts.note) parts.push(el("span", {}, say("notes", { count: found.counts.note })));
  if (!parts.length) parts.push(el("span", { className: "bon" }, say("no-problem")));
  const total = Object.values(found.words).reduce((sum, one) => sum + one, 0);
  if (total) parts.push(el("span", {}, say("words", { count: total })));
  return parts.flatMap((one, place) => (place ? [" · ", one] : [one]));
}

async function create(like = "", title = "") {
  const input = el("input", { id: "titre", value: title });
  const wanted = await ask(say("new-sheet"), [el("label", { htmlFor: "titre" }, say("new-title")), input], [["create", () => input.value, "fort"], ["cancel", null]]);
  if (!wanted) return;
  await said(async () => { location.hash = `fiche/${(await post("fiches", { title: wanted, like })).slug}`; });
}

async function fromWord() {
  const input = el("input", { id: "document", type: "file", accept: ".docx,.docm,.odt,.txt,.md,.csv,.xlsx" });
  const file = await ask(say("import-word"), [el("label", { htmlFor: "document" }, say("file")), input], [["create", () => input.files[0], "fort"], ["cancel", null]]);
  if (!file) return;
  await said(async () => {
    const { slugs, lines } = await put("documents", file);
    await ask(say("kept"), [el("ul", { className: "problemes" }, lines.map((one) => el("li", { className: one.asks ? "warning" : "note" }, one.said)))], [["close", null, "fort"]]);
    if (slugs.length === 1) location.hash = `fiche/${slugs[0]}`; else again();
  });
}

async function rename(slug) {
  const input = el("input", { id: "fichier", value: slug });
  const name = await ask(say("rename"), [el("label", { htmlFor: "fichier" }, say("file")), input], [["rename", () => input.value, "fort"], ["cancel", null]]);
  if (name && name !== slug) await said(async () => { await post(`fiches/${slug}/nom`, { name }); again(); });
}

async function aside(slug) {
  await said(async () => { await post(`fiches/${slug}/cote`); again(); });
}

export async function said(call) {
  try { await call(); } catch (error) {
    announce(error.message);
    await ask(error.message || String(error), [], [["close", null, "fort"]]);
  }
}
