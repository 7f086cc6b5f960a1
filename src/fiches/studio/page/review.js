// What readers say of a sheet: remarks on its parts, and that they have read it as it is.
import { button, el, moment, said, say } from "./elements.js";
import { get, post } from "./exchange.js";

// `parts()`: the parts that there are now; `active()`: the name of that which was written last; `onGo(name)`.
export function reviews(slug, { parts, active, onGo }) {
  const line = (one) => `${one.who || say("somebody")} · ${moment(one.when)}`;
  const address = `fiches/${slug}/relecture`, send = (body) => said(async () => draw(await post(address, body)));
  // what somebody fills in is made once: an answer that comes meanwhile takes no word away
  const words = el("textarea", { id: "remarque", dir: "auto" }), part = el("select", { id: "passage" }), list = el("ul", { className: "problemes" });
  let chosen = "";
  part.addEventListener("change", () => { chosen = part.value; });
  async function remark() {
    const typed = words.value;
    if (!typed.trim()) return;
    await said(async () => {
      await draw(await post(address, { part: part.value, text: typed.trim() }));
      if (words.value === typed) words.value = chosen = "";
    });
  }
  const titled = () => new Map(parts().map((one) => [one.name, one.title]));
  function offer(titles) {
    const wanted = chosen || (words.value ? part.value : active());
    part.replaceChildren(...[...titles].filter(([, title]) => title).map(([name, title]) => el("option", { value: name, selected: name === wanted }, title)));
  }
  async function draw(found = null) {
    offer(titled());
    const told = found ?? await get(address), titles = titled();
    const read = told.remarks.filter((one) => one.read).map((one) => el("li", { className: "note" }, el("p", {}, say("read-by", { name: line(one) }), one.read === told.base ? "" : ` (${say("changed-since")})`)));
    const items = told.remarks.map((one, place) => (one.read ? null : el("li", { className: one.is_done ? "note" : "warning" },
      el("p", { className: "doux" }, [line(one), titles.get(one.part)].filter(Boolean).join(" · ")), el("p", { dir: "auto" }, one.is_done ? el("del", {}, one.text) : one.text),
      el("p", {}, titles.get(one.part) ? button("go-there", () => onGo(one.part)) : null, " ", button(one.is_done ? "reopen" : "settle", () => send({ done: place })))))).filter(Boolean);
    list.replaceChildren(...items, ...read);
  }
  const element = el("div", {}, el("p", { className: "doux" }, say("review-help")), el("p", {}, button("i-have-read", () => send({}), { className: "fort" })),
    el("label", { htmlFor: "passage" }, say("remark-on")), part, el("label", { htmlFor: "remarque" }, say("remark")), words, el("p", {}, button("add", remark, { icon: "plus" })), list);
  return { element, draw };
}
