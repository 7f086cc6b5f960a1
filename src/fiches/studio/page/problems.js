// What is wrong with a sheet: each with its remedy, a button that goes there, and one that mends what a program can.
import { button, el, say } from "./elements.js";

const GRAVE_FIRST = ["error", "warning", "note"];

export function problemList({ onGo, onMend }) {
  const element = el("div", {});
  return {
    element,
    draw(found) {
      const items = GRAVE_FIRST.flatMap((severity) => found.problems.filter((one) => one.severity === severity)).map((one) => el("li", { className: one.severity }, el("p", { className: "message" }, el("span", { className: "marque" }, say(`severity-${one.severity}`)), " ", one.message), one.hint ? el("p", { className: "doux" }, one.hint) : null,
        el("p", {}, button("go", () => onGo(one), { words: say("go", { count: one.line }) }), " ", one.mend ? button("mend", () => onMend(one.mend), { className: "fort", words: say("mend", { name: one.mend.new.trim() }) }) : null)));
      element.replaceChildren(items.length ? el("ul", { className: "problemes" }, items) : el("div", { className: "vide" }, el("p", { className: "grand bon" }, say("no-problem")), el("p", { className: "doux" }, say("no-problem-help"))));
    },
  };
}
