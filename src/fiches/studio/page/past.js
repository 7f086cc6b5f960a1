// Every save of a sheet: who, when, what changed since, and the way back.
import { ask, button, during, el, hour, moment, said, say } from "./elements.js";
import { get, post } from "./exchange.js";

const SHOWN = 160, AROUND = 70; // signs of what has not changed

// `path`: what has a past, as its addresses begin
export function past(path, write) {
  const element = el("div", {}), beside = el("div", { className: "ecarts", tabIndex: 0, role: "region", "aria-label": say("changes") });
  async function draw() {
    const found = await get(`${path}/historique`);
    const choose = (name, when, isNow) => el("p", {}, button("changes", (event) => said(() => compare(name, event.target.closest(".note")))), " ", isNow ? el("span", { className: "doux" }, say("present")) : button("restore", () => said(() => back(name, when))));
    const each = (one, isNow) => el("details", {}, el("summary", {}, say("saves", { count: one.saves.length })), el("ul", {}, one.saves.map((save, place) => el("li", {}, hour(save.when), choose(save.name, save.when, isNow && !place)))));
    element.replaceChildren(el("p", { className: "doux" }, say("history-help")), found.length ? el("ul", { className: "problemes" }, found.map((one, place) => el("li", { className: "note" },
      el("p", {}, el("strong", {}, [...(one.front ? [say("facts")] : []), ...one.parts].join(", ") || say("first-save"))),
      el("p", { className: "doux" }, `${one.who || say("somebody")} · ${during(one.since, one.when)}`),
      choose(one.name, one.when, !place), one.saves.length > 1 ? each(one, !place) : null))) : el("p", { className: "doux" }, say("history-empty")));
  }
  // below the line that was asked about: field by field, rubric by rubric
  async function compare(name, line) {
    const found = await get(`${path}/historique/${name}`);
    line.append(beside);
    beside.replaceChildren(...(found.length ? found.map((one) => el("section", {}, el("h3", {}, one.title), el("p", { dir: "auto" }, one.changes.map((each) => (each.kind === "same" ? shorter(each.text) : el(each.kind === "new" ? "ins" : "del", {}, each.text)))))) : [say("same-as-now")]));
    beside.focus();
  }
  async function back(name, when) {
    if (!await ask(say("restore"), [el("p", {}, say("restore-help", { when: moment(when) }))], [["restore", true, "fort"], ["cancel", null]])) return;
    await write.save();
    await post(`${path}/revenir`, { save: name });
    await write.readAgain();
    await draw();
  }
  return { element, draw };
}

function shorter(text) {
  return text.length > SHOWN ? `${text.slice(0, AROUND)} […] ${text.slice(-AROUND)}` : text;
}
