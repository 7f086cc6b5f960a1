// A sheet: what is written on one side, the pages that it makes on the other.
import { announce, ask, button, el, say } from "./elements.js";
import { get, listen, post, WINDOW } from "./exchange.js";
import { editor } from "./editor.js";
import { control, same } from "./form.js";
import { counts, said } from "./home.js";
import { pictures } from "./pictures.js";
import { preview } from "./preview.js";
import { works } from "./works.js";
import { writing } from "./writing.js";

const nonce = document.querySelector("meta[name=nonce]").content;
const TABS = ["text", "facts", "pictures", "voices", "problems", "review", "history", "made"];
const OWN_TABS = { photos: "pictures", exergue: "voices" }; // keys of the front matter that have a tab of their own
const IDLE = 1500, HEARTBEAT = 10_000; // ms

export async function sheet(slug) {
  const told = await get(`fiches/${slug}`);
  const state = el("span", { role: "status", className: "doux" }), summary = el("span", {});
  const panes = new Map(), areas = Object.fromEntries(TABS.map((name) => [name, el("section", { role: "tabpanel", id: `volet-${name}`, "aria-labelledby": `onglet-${name}`, hidden: true })]));
  let last = null, active = "", room = null, beat = null;
  let current = told;

  const pages = preview(slug, { onPick(names, pattern) {
    const name = names.find((one) => panes.has(one));
    if (!name) return;
    open("text");
    const pane = panes.get(name);
    pane.element.scrollIntoView({ block: "nearest" });
    if (pattern) pane.editor.showMatch(pattern); else pane.editor.show(1);
  } });

  const write = writing(slug, told, {
    onState(name) { state.textContent = say(name); },
    onTried(found) { last = found; show(found); },
    onText(found, ownBodies, ownValues) {
      current = found;
      for (const part of found.parts) if (!ownBodies.has(part.name)) panes.get(part.name)?.editor.replace(part.body);
      for (const part of found.parts) if (panes.has(part.name)) panes.get(part.name).part = part;
      writers(found.writers);
      if (!ownValues.size && !areas.facts.contains(document.activeElement) && !areas.pictures.contains(document.activeElement)) facts();
    },
  });

  // --- the text

  function pane(part) {
    const count = el("span", { className: "compte doux" }), box = el("div", { className: "champ" }), busy = el("p", { className: "avis", hidden: true });
    const element = el("section", { className: "rubrique", "aria-label": part.title || say("text") },
      el("header", {}, el("h2", {}, part.title || say("text")), count), part.question ? el("p", { className: "question" }, part.question) : null, busy, box);
    const made = { element, count, busy, box, part };
    made.editor = editor(box, {
      text: write.restored[part.name] ?? part.body, label: part.question ? `${part.title} : ${part.question}` : part.title, hint: part.question,
      direction: told.direction, language: told.language, kind: "markdown", nonce,
      onChange(text) { write.body(part.name, text); later(part.name); },
      onFocus() { focused(part.name); },
      onCaret() { pages.light(part.name); },
    });
    return made;
  }

  function focused(name) {
    active = name;
    pages.show(name);
    hold();
    later(name);
  }

  async function hold() {
    const name = active;
    if (!name) return;
    try {
      const { taken } = await post(`fiches/${slug}/ecrire`, { part: name });
      const own = panes.get(name);
      own.editor.lock(Boolean(taken));
      own.busy.hidden = !taken;
      own.busy.textContent = taken ? say("written-by", { name: taken }) : "";
    } catch { /* told by the banner */ }
  }

  function writers(found) {
    for (const [name, own] of panes) {
      const other = found[name];
      if (own.editor.hasFocus) continue;
      own.busy.hidden = !other;
      own.busy.textContent = other ? say("written-by", { name: other }) : "";
      own.editor.lock(Boolean(other));
      own.box.classList.toggle("pris", Boolean(other));
    }
  }

  function later(name) {
    clearTimeout(room);
    room = setTimeout(async () => {
      if (!last?.fits) return;
      try {
        const found = await post(`fiches/${slug}/place`, { base: write.base, bodies: write.bodies, values: write.values, rubric: name });
        const own = panes.get(name), words = last.words[name];
        if (found.most === undefined || !own) return;
        const said = say(found.kept === found.most ? "room-left" : "room-kept", { count: found.most, more: found.kept });
        own.count.textContent = `${say("words", { count: words ?? 0 })} · ${said}`;
      } catch { /* of a text that cannot be laid out nobody knows */ }
    }, IDLE);
  }

  // --- the pages and what is wrong

  function show(found) {
    if (found.html) pages.draw(found);
    summary.replaceChildren(...counts(found), ...(found.html && !found.fits ? [" · ", el("strong", { className: "erreur" }, say("fits-not"))] : []));
    for (const [name, own] of panes) {
      if (found.words[name] !== undefined) own.count.textContent = say("words", { count: found.words[name] });
      own.editor.mark(found.problems.filter((one) => one.part === name).map((one) => ({
        line: one.line - (own.part.first || 1) + 1, column: one.column, severity: one.severity === "note" ? "info" : one.severity, words: [one.message, one.hint].filter(Boolean).join(" ") })));
    }
    problems(found);
    voices();
  }

  function problems(found) {
    const items = found.problems.map((one) => el("li", { className: one.severity },
      el("p", {}, one.message), one.hint ? el("p", { className: "doux" }, one.hint) : null,
      el("p", {}, button("go", () => goTo(one), { words: say("go", { count: one.line }) }), " ",
        one.mend ? button("mend", () => said(async () => { await write.save(); await post(`fiches/${slug}/corriger`, { base: write.base, mend: one.mend }); await write.readAgain(); }), { words: say("mend", { name: one.mend.new }) }) : null)));
    areas.problems.replaceChildren(found.html ? "" : el("p", { className: "erreur" }, say("unreadable")), items.length ? el("ul", { className: "problemes" }, items) : el("p", { className: "bon" }, say("no-problem")));
    tabs.problems.textContent = `${say("problems")} (${found.problems.length})`;
  }

  function goTo(one) {
    const own = panes.get(one.part);
    if (own) { open("text"); own.editor.show(one.line - (own.part.first || 1) + 1); } else open("facts");
  }

  // --- facts, pictures, voices

  const controls = new Map();
  function facts() {
    areas.facts.replaceChildren();
    areas.pictures.replaceChildren();
    controls.clear();
    for (const field of current.values ? current.fields : []) {
      if (OWN_TABS[field.name] === "voices") continue;
      const changed = () => {
        const value = controls.get(field.name).value();
        if (!same(value, write.values[field.name] ?? current.values[field.name])) write.value(field.name, value);
      };
      const value = write.values[field.name] ?? current.values[field.name];
      const made = field.name === "photos" ? pictures(field, Array.isArray(value) ? value : [], changed) : control(field, value, changed);
      controls.set(field.name, made);
      areas[OWN_TABS[field.name] ?? "facts"].append(made.element);
    }
    const front = current.parts.find((one) => one.name === "entete"), box = el("div", { className: "champ brut" });
    areas.facts.append(el("details", { open: !current.values }, el("summary", {}, say("raw")), box));
    raw?.remove();
    raw = editor(box, { text: front?.body ?? "", label: say("raw"), direction: "ltr", language: told.language, kind: "yaml", nonce,
      onChange(text) { write.body("entete", text); }, onFocus() { active = ""; }, onCaret() {} });
  }
  let raw = null;

  function voices() {
    const chosen = [write.values.exergue ?? current.values?.exergue ?? []].flat();
    const put = (next) => { write.value("exergue", next); voices(); };
    const shown = (one) => (typeof one === "string" ? one : [one.texte, one.qui].filter(Boolean).join(" — "));
    const taken = new Set(chosen.map((one) => (typeof one === "string" ? one : one.texte)));
    areas.voices.replaceChildren(
      el("h2", {}, say("chosen")), el("ul", { className: "problemes" }, chosen.length ? chosen.map((one, place) => el("li", { className: "note" }, el("p", { lang: told.language }, shown(one)), button("remove", () => put(chosen.filter((_, each) => each !== place))))) : el("li", { className: "note" }, say("nothing"))),
      el("h2", {}, say("candidates")), el("ul", { className: "problemes" }, (last?.voices ?? []).filter((one) => !taken.has(one.text)).map((one) => el("li", { className: "note" }, el("p", { lang: told.language }, one.text, one.speaker ? ` — ${one.speaker}` : ""),
        button("choose", () => put([...chosen, one.speaker ? { texte: one.text, qui: one.speaker } : one.text]))))));
  }

  // --- what readers say

  async function review(found = null) {
    const told = found ?? await get(`fiches/${slug}/relecture`);
    const titles = new Map(current.parts.map((one) => [one.name, one.title]));
    const words = el("textarea", { id: "remarque" });
    const part = el("select", { id: "passage" }, current.parts.filter((one) => one.title).map((one) => el("option", { value: one.name, selected: one.name === active }, one.title)));
    const send = (body) => said(async () => review(await post(`fiches/${slug}/relecture`, body)));
    const line = (one) => `${one.who || "?"} · ${new Date(one.when).toLocaleString(document.documentElement.lang)}`;
    const seen = told.remarks.filter((one) => one.read).map((one) => el("li", {}, say("read-by", { name: line(one) }), one.read === told.base ? "" : ` (${say("changed-since")})`));
    const items = told.remarks.map((one, place) => (one.read ? null : el("li", { className: one.is_done ? "note" : "warning" },
      el("p", { className: "doux" }, `${line(one)}${titles.get(one.part) ? ` · ${titles.get(one.part)}` : ""}`), el("p", {}, one.is_done ? el("del", {}, one.text) : one.text),
      el("p", {}, panes.has(one.part) ? button("go-there", () => { open("text"); panes.get(one.part).editor.show(1); }) : null, " ", button(one.is_done ? "reopen" : "settle", () => send({ done: place })))))).filter(Boolean);
    areas.review.replaceChildren(
      el("p", {}, button("i-have-read", () => send({}), { className: "fort" })), el("ul", {}, seen),
      el("label", { htmlFor: "passage" }, say("remark-on")), part, el("label", { htmlFor: "remarque" }, say("remark")), words, el("p", {}, button("add", () => words.value.trim() && send({ part: part.value, text: words.value }))),
      el("ul", { className: "problemes" }, items));
  }

  // --- history

  async function history() {
    const found = await get(`fiches/${slug}/historique`);
    const beside = el("div", { className: "journal", hidden: true, tabIndex: 0 });
    areas.history.replaceChildren(found.length ? el("ul", { className: "problemes" }, found.map((one) => el("li", { className: "note" },
      el("p", {}, `${new Date(one.when).toLocaleString(document.documentElement.lang)}${one.who ? ` · ${one.who}` : ""}`),
      button("changes", async () => {
        const changes = await get(`fiches/${slug}/historique/${one.name}`);
        beside.hidden = false;
        beside.replaceChildren(...changes.map((each) => (each.kind === "same" ? shorter(each.text) : el(each.kind === "new" ? "ins" : "del", {}, each.text))));
        beside.focus();
      }), " ", button("restore", () => said(async () => { await write.save(); await post(`fiches/${slug}/revenir`, { save: one.name }); await write.readAgain(); await history(); }))))) : el("p", {}, say("nothing")), beside);
  }

  // --- tabs

  const tabs = Object.fromEntries(TABS.map((name, place) => [name, el("button", { type: "button", role: "tab", id: `onglet-${name}`, "aria-controls": `volet-${name}`, "aria-selected": "false", tabIndex: place ? -1 : 0, on: { click: () => open(name),
    keydown(event) {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by) open(TABS[(TABS.indexOf(name) + by + TABS.length) % TABS.length], true);
    } } }, say(name))]));
  function open(name, focus = false) {
    for (const each of TABS) {
      areas[each].hidden = each !== name;
      tabs[each].setAttribute("aria-selected", String(each === name));
      tabs[each].tabIndex = each === name ? 0 : -1;
    }
    if (focus) tabs[name].focus();
    if (name === "history") history();
    if (name === "review") review();
  }

  const made = works([slug]);
  areas.made.append(made.element);
  const stop = listen(async (event) => {
    if (event.slug !== slug || event.window === WINDOW) return;
    if (event.kind === "saved") await write.readAgain();
    if (event.kind === "reviewed" && !areas.review.hidden) await review();
    if (event.kind === "writers") writers((await get(`fiches/${slug}`)).writers);
  });

  const facing = button("facing", () => facing.setAttribute("aria-pressed", String(pages.facing())), { "aria-pressed": "false" });
  return {
    title: told.values?.titre || slug,
    head: [button("back", () => { location.hash = ""; }), el("h1", { lang: told.language }, told.values?.titre || slug), state],
    content: [el("div", { className: "atelier" },
      el("div", { className: "ecrit" }, el("div", { className: "onglets", role: "tablist" }, Object.values(tabs)), Object.values(areas)),
      el("div", { className: "vu" }, el("div", { className: "outils" }, facing, button("zoom-out", () => pages.zoom(0.8)), button("zoom-in", () => pages.zoom(1.25)), summary), pages.frame))],
    begin() {
      for (const part of told.parts) {
        if (part.name === "entete") continue;
        const own = pane(part);
        panes.set(part.name, own);
        areas.text.append(own.element);
      }
      facts();
      writers(told.writers);
      open("text");
      write.begin();
      beat = setInterval(() => { if (panes.get(active)?.editor.hasFocus) hold(); }, HEARTBEAT);
    },
    async leave() {
      clearInterval(beat);
      clearTimeout(room);
      stop();
      made.leave();
      await write.leave();
      await post(`fiches/${slug}/ecrire`, {});
      for (const own of panes.values()) own.editor.remove();
    },
  };
}

function shorter(text) {
  return text.length > 160 ? `${text.slice(0, 70)} […] ${text.slice(-70)}` : text;
}
