// A booklet: its sheets in their order, moved by dragging or by buttons, and its own pages as they become.
import { announce, button, el, said, say } from "./elements.js";
import { get, post } from "./exchange.js";
import { works } from "./works.js";

export async function booklet(slug, back) {
  const told = await get("collection"), one = told.booklets.find((each) => each.slug === slug);
  if (!one) throw new Error(say("nothing"));
  const titles = new Map(told.sheets.map((each) => [each.slug, each.title]));
  let order = [...one.sheets], dragged = "", asked = 0;
  const list = el("ol", { className: "ordre" }), others = el("ul", { className: "ordre" }), left = el("h2", {}, say("not-in-booklet")), made = works([slug]);
  const pages = el("div", { className: "pages-livret" }), state = el("p", { className: "doux", role: "status" });
  const write = async (next, moved) => said(async () => {
    order = (await post(`livrets/${slug}`, { order: next })).sheets;
    draw();
    announce(`${titles.get(moved) ?? moved} : ${order.indexOf(moved) + 1}`);
    list.children[order.indexOf(moved)]?.querySelector("button")?.focus();
    look();
  });
  const move = (name, by) => {
    const next = order.filter((each) => each !== name), at = order.indexOf(name) + by;
    next.splice(Math.max(0, Math.min(at, next.length)), 0, name);
    return write(next, name);
  };
  const act = (name, title, call, drawn) => button(name, call, { icon: drawn, alone: true, words: `${say(name)} : ${title}` });
  function draw() {
    list.replaceChildren(...order.map((name, place) => {
      const title = titles.get(name) ?? name;
      const item = el("li", { draggable: true }, el("span", { className: "rang" }, String(place + 1)), el("a", { className: "nom", href: `#fiche/${name}`, dir: "auto", draggable: false }, title),
        act("up", title, () => move(name, -1), "up"), act("down", title, () => move(name, 1), "down"), act("remove", title, () => write(order.filter((each) => each !== name), name), "remove"));
      item.addEventListener("dragstart", () => { dragged = name; item.classList.add("glisse"); });
      item.addEventListener("dragend", () => item.classList.remove("glisse"));
      item.addEventListener("dragover", (event) => event.preventDefault());
      item.addEventListener("drop", (event) => { event.preventDefault(); if (dragged && dragged !== name) move(dragged, order.indexOf(name) - order.indexOf(dragged)); });
      return item;
    }));
    const rest = told.sheets.filter((each) => !order.includes(each.slug));
    left.hidden = !rest.length;
    others.replaceChildren(...rest.map((each) => el("li", {}, el("span", { className: "nom", dir: "auto" }, each.title), act("add", each.title, () => write([...order, each.slug], each.slug), "plus"))));
  }
  async function look() {
    const mine = (asked += 1);
    state.textContent = say("loading");
    try {
      const found = await get(`livrets/${slug}/pages`);
      if (mine !== asked) return;
      state.textContent = found.said ? `${found.file} : ${found.said}` : "";
      pages.replaceChildren(...found.pages.map((data, place) => el("img", { src: `data:image/webp;base64,${data}`, alt: say("page-of", { count: place + 1 }) })));
    } catch (error) { state.textContent = error.message; }
  }
  draw();
  return {
    title: one.title,
    head: [back, el("h1", { lang: one.language, dir: "auto" }, one.title)],
    content: [el("div", { className: "atelier" },
      el("div", { className: "ecrit" }, el("h2", {}, say("order")), list, left, others, made.element),
      el("div", { className: "vu" }, el("div", { className: "outils" }, el("h2", {}, say("own-pages")), state), el("div", { className: "defile", tabIndex: 0 }, pages)))],
    begin: look,
    async leave() { asked += 1; made.leave(); },
  };
}
