// A booklet: its sheets in their order, moved by dragging or by buttons.
import { announce, button, el, say } from "./elements.js";
import { get, post } from "./exchange.js";
import { said } from "./home.js";
import { works } from "./works.js";

export async function booklet(slug) {
  const told = await get("collection"), one = told.booklets.find((each) => each.slug === slug);
  const titles = new Map(told.sheets.map((each) => [each.slug, each.title]));
  let order = [...one.sheets];
  const list = el("ol", { className: "ordre" });
  const write = async (next, moved) => said(async () => {
    order = (await post(`livrets/${slug}`, { order: next })).sheets;
    draw();
    announce(`${titles.get(moved) ?? moved} : ${order.indexOf(moved) + 1}`);
    list.children[order.indexOf(moved)]?.querySelector("button")?.focus();
  });
  const move = (name, by) => {
    const next = order.filter((each) => each !== name), at = order.indexOf(name) + by;
    next.splice(Math.max(0, Math.min(at, next.length)), 0, name);
    return write(next, name);
  };
  let dragged = "";
  function draw() {
    list.replaceChildren(...order.map((name) => {
      const title = titles.get(name) ?? name;
      const item = el("li", { draggable: true }, el("span", { className: "nom" }, title),
        button("up", () => move(name, -1), { "aria-label": `${say("up")} : ${title}` }), button("down", () => move(name, 1), { "aria-label": `${say("down")} : ${title}` }),
        button("remove", () => write(order.filter((each) => each !== name), name), { "aria-label": `${say("remove")} : ${title}` }));
      item.addEventListener("dragstart", () => { dragged = name; item.classList.add("glisse"); });
      item.addEventListener("dragend", () => item.classList.remove("glisse"));
      item.addEventListener("dragover", (event) => event.preventDefault());
      item.addEventListener("drop", (event) => { event.preventDefault(); if (dragged && dragged !== name) move(dragged, order.indexOf(name) - order.indexOf(dragged)); });
      return item;
    }));
    const left = told.sheets.filter((each) => !order.includes(each.slug));
    others.replaceChildren(...left.map((each) => el("li", {}, el("span", { className: "nom" }, each.title), button("add", () => write([...order, each.slug], each.slug), { "aria-label": `${say("add")} : ${each.title}` }))));
  }
  const others = el("ul", { className: "ordre" }), made = works([slug]);
  draw();
  return {
    title: one.title,
    head: [button("back", () => { location.hash = ""; }), el("h1", {}, one.title)],
    content: [el("div", { className: "accueil" }, el("h2", {}, say("order")), list, others, made.element)],
    async leave() { made.leave(); },
  };
}
