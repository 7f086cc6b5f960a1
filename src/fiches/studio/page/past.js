// Every save of a sheet: who, when, what changed since, and the way back.
import { button, el, moment, said, say } from "./elements.js";
import { get, post } from "./exchange.js";

const SHOWN = 160, AROUND = 70; // signs of what has not changed

export function past(slug, write) {
  const element = el("div", {}), beside = el("div", { className: "journal", hidden: true, tabIndex: 0, role: "region", "aria-label": say("changes") });
  async function draw() {
    const found = await get(`fiches/${slug}/historique`);
    element.replaceChildren(el("p", { className: "doux" }, say("history-help")), found.length ? el("ul", { className: "problemes" }, found.map((one, place) => el("li", { className: "note" },
      el("p", {}, moment(one.when), one.who ? ` · ${one.who}` : ""),
      el("p", {}, button("changes", () => said(() => compare(one))), " ", place ? button("restore", () => said(() => back(one))) : el("span", { className: "doux" }, say("present")))))) : el("p", { className: "doux" }, say("history-empty")), beside);
    beside.hidden = true;
  }
  async function compare(one) {
    const changes = await get(`fiches/${slug}/historique/${one.name}`);
    beside.hidden = false;
    beside.replaceChildren(...(changes.some((each) => each.kind !== "same") ? changes.map((each) => (each.kind === "same" ? shorter(each.text) : el(each.kind === "new" ? "ins" : "del", {}, each.text))) : [say("same-as-now")]));
    beside.focus();
  }
  async function back(one) {
    await write.save();
    await post(`fiches/${slug}/revenir`, { save: one.name });
    await write.readAgain();
    await draw();
  }
  return { element, draw };
}

function shorter(text) {
  return text.length > SHOWN ? `${text.slice(0, AROUND)} […] ${text.slice(-AROUND)}` : text;
}
