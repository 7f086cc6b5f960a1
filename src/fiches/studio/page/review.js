// What readers say of a sheet: remarks on its parts, and that they have read it as it is.
import { button, el, moment, said, say } from "./elements.js";
import { get, post } from "./exchange.js";

// `parts()`: the parts that there are now; `active()`: the name of that which was written last; `onGo(name)`.
export function reviews(slug, { parts, active, onGo }) {
  const element = el("div", {});
  const line = (one) => `${one.who || say("somebody")} · ${moment(one.when)}`;
  const send = (body) => said(async () => draw(await post(`fiches/${slug}/relecture`, body)));
  async function draw(found = null) {
    const told = found ?? await get(`fiches/${slug}/relecture`), titles = new Map(parts().map((one) => [one.name, one.title]));
    const words = el("textarea", { id: "remarque", dir: "auto" });
    const part = el("select", { id: "passage" }, [...titles].filter(([, title]) => title).map(([name, title]) => el("option", { value: name, selected: name === active() }, title)));
    const read = told.remarks.filter((one) => one.read).map((one) => el("li", { className: "note" }, el("p", {}, say("read-by", { name: line(one) }), one.read === told.base ? "" : ` (${say("changed-since")})`)));
    const items = told.remarks.map((one, place) => (one.read ? null : el("li", { className: one.is_done ? "note" : "warning" },
      el("p", { className: "doux" }, [line(one), titles.get(one.part)].filter(Boolean).join(" · ")), el("p", { dir: "auto" }, one.is_done ? el("del", {}, one.text) : one.text),
      el("p", {}, titles.get(one.part) ? button("go-there", () => onGo(one.part)) : null, " ", button(one.is_done ? "reopen" : "settle", () => send({ done: place })))))).filter(Boolean);
    element.replaceChildren(
      el("p", { className: "doux" }, say("review-help")), el("p", {}, button("i-have-read", () => send({}), { className: "fort" })),
      el("label", { htmlFor: "passage" }, say("remark-on")), part, el("label", { htmlFor: "remarque" }, say("remark")), words, el("p", {}, button("add", () => words.value.trim() && send({ part: part.value, text: words.value }), { icon: "plus" })),
      el("ul", { className: "problemes" }, items, read));
  }
  return { element, draw };
}
