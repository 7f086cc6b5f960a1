// A booklet: its sheets in their order, its title and other facts, its texts, and its own pages as they become.
import { announce, ask, button, el, said, say } from "./elements.js";
import { get, listen, post, WINDOW } from "./exchange.js";
import { facts } from "./facts.js";
import { past } from "./past.js";
import { rubrics } from "./rubrics.js";
import { sides } from "./sides.js";
import { tabbed } from "./tabs.js";
import { together } from "./together.js";
import { works } from "./works.js";
import { writing } from "./writing.js";

export async function booklet(slug, back) {
  const path = `livrets/${slug}`, [told, all] = await Promise.all([get(path), get("collection")]);
  const titles = new Map(all.sheets.map((each) => [each.slug, each.title])), title = told.values?.titre || slug;
  const state = el("span", { role: "status", className: "doux sauve" }), heading = el("h1", { lang: told.language, dir: "auto", title }, title);
  const pages = el("div", { className: "pages-livret" }), seen = el("p", { className: "doux", role: "status" });
  let current = told, order = [...told.sheets], dragged = "", asked = 0;

  const write = writing(path, told, {
    onState(name) { state.textContent = say(name); },
    onHeld(name, why) { text.refuse(name, why); },
    onLeft(name, body) { text.restore(name, body); },
    onText(found, ownBodies) {
      const isOther = found.base !== current.base;
      current = found;
      heading.textContent = heading.title = found.values?.titre || slug;
      text.take(found, ownBodies);
      text.writers(found.writers);
      drawTitles();
      form.draw(current);
      if (isOther) look();
    },
  });
  const text = rubrics(path, told, write, { onFocus() { writers.hold(); }, onLeave() { writers.left(); }, onCaret() {}, onMend: mend });
  const form = facts(write, {}, mend), saves = past(path, write), made = works([slug]), writers = together(path, text, write);

  // the texts that stand before the sheets: begun, called otherwise, taken away
  const texts = el("div", {}), heads = el("div", {}, texts, text.element, el("p", {}, button("add-text", () => retitle(), { icon: "plus" })));
  function drawTitles() {
    const own = current.parts.filter((one) => one.title);
    texts.replaceChildren(el("p", { className: "doux" }, say("texts-help")), el("ul", { className: "ordre" }, own.map((one) => el("li", {}, el("span", { className: "nom", dir: "auto" }, one.title),
      button("retitle", () => retitle(one), { "aria-label": say("pair", { name: say("retitle"), more: one.title }) }),
      button("remove", () => takeAway(one), { icon: "remove", alone: true, words: say("pair", { name: say("remove"), more: one.title }) })))));
  }
  async function retitle(part = null) {
    const input = el("input", { id: "titre-texte", value: part?.title ?? "", dir: "auto" });
    const wanted = await ask(say(part ? "retitle" : "add-text"), [el("label", { htmlFor: "titre-texte" }, say("text-title")), input], [["keep", () => input.value.trim(), "fort"], ["cancel", null]]);
    if (wanted && wanted !== part?.title) await rewrite({ part: part?.name, title: wanted });
  }
  async function takeAway(part) {
    if (await ask(say("remove-text", { name: part.title }), [el("p", {}, say("remove-text-help"))], [["remove", true, "fort"], ["cancel", null]])) await rewrite({ part: part.name, title: "" });
  }
  const rewrite = (what) => said(async () => {
    await write.save();
    await post(`${path}/textes`, { base: write.base, ...what });
    await write.readAgain();
  });

  function mend(found) {
    return said(async () => {
      await write.save();
      await post(`${path}/corriger`, { base: write.base, mend: found });
      await write.readAgain();
    });
  }

  // the order of the sheets
  const list = el("ol", { className: "ordre" }), others = el("ul", { className: "ordre" }), left = el("h2", {}, say("not-in-booklet"));
  const reorder = async (next, moved) => said(async () => {
    order = (await post(`${path}/ordre`, { order: next })).sheets;
    drawOrder();
    announce(say("pair", { name: titles.get(moved) ?? moved, more: order.indexOf(moved) + 1 }));
    list.children[order.indexOf(moved)]?.querySelector("button")?.focus();
    await write.readAgain();
  });
  const move = (name, by) => {
    const next = order.filter((each) => each !== name), at = order.indexOf(name) + by;
    next.splice(Math.max(0, Math.min(at, next.length)), 0, name);
    return reorder(next, name);
  };
  const act = (name, one, call, drawn) => button(name, call, { icon: drawn, alone: true, words: say("pair", { name: say(name), more: one }) });
  function drawOrder() {
    list.replaceChildren(...order.map((name, place) => {
      const one = titles.get(name) ?? name;
      const item = el("li", { draggable: true }, el("span", { className: "rang" }, String(place + 1)), el("a", { className: "nom", href: `#fiche/${name}`, dir: "auto", draggable: false }, one),
        act("up", one, () => move(name, -1), "up"), act("down", one, () => move(name, 1), "down"), act("remove", one, () => reorder(order.filter((each) => each !== name), name), "remove"));
      item.addEventListener("dragstart", () => { dragged = name; item.classList.add("glisse"); });
      item.addEventListener("dragend", () => item.classList.remove("glisse"));
      item.addEventListener("dragover", (event) => event.preventDefault());
      item.addEventListener("drop", (event) => { event.preventDefault(); if (dragged && dragged !== name) move(dragged, order.indexOf(name) - order.indexOf(dragged)); });
      return item;
    }));
    const rest = all.sheets.filter((each) => !order.includes(each.slug));
    left.hidden = !rest.length;
    others.replaceChildren(...rest.map((each) => el("li", {}, el("span", { className: "nom", dir: "auto" }, each.title), act("add", each.title, () => reorder([...order, each.slug], each.slug), "plus"))));
  }

  async function look() {
    const mine = (asked += 1);
    seen.textContent = say("loading");
    try {
      const found = await get(`${path}/pages`);
      if (mine !== asked) return;
      seen.textContent = found.said ? say("pair", { name: found.title, more: found.said }) : "";
      form.judge({ crops: [], problems: found.problems });
      text.judge({ words: {}, fits: false, problems: found.problems });
      pages.replaceChildren(...found.pages.map((data, place) => el("img", { src: `data:image/webp;base64,${data}`, alt: say("page-of", { count: place + 1 }) })));
    } catch (error) { seen.textContent = error.message; }
  }

  const stop = listen(async (event) => {
    if (event.kind === "again") { await write.readAgain(); return; }
    if (event.slug !== slug || event.window === WINDOW) return;
    if (event.kind === "saved" || event.kind === "named") {
      await write.readAgain();
      order = [...(await get(path)).sheets];
      drawOrder();
    }
    if (event.kind === "writers") await writers.ask();
  });
  const tabs = tabbed(title, { order: el("div", {}, list, left, others), facts: form.form, texts: heads, history: saves.element, made: made.element }, (name) => { if (name === "history") said(saves.draw); });
  const both = sides(tabs.element,
    el("div", { className: "vu" }, el("div", { className: "outils" }, el("h2", {}, say("own-pages")), seen), el("div", { className: "defile", tabIndex: 0 }, pages)));
  return {
    title,
    head: [back, heading, state, both.turn],
    content: [both.element],
    begin() {
      for (const part of told.parts) if (part.name !== "entete") text.add(part);
      drawOrder();
      drawTitles();
      form.draw(told);
      text.writers(told.writers);
      tabs.open(told.values ? "order" : "facts");
      write.begin();
      look();
      writers.begin();
    },
    async leave() {
      asked += 1;
      stop();
      made.leave();
      await writers.leave();
      text.leave();
    },
  };
}
