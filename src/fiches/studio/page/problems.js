// What is wrong with a sheet: each with its remedy, a button that goes there, and one that mends what a program can.
import { button, el, say } from "./elements.js";

const GRAVE_FIRST = ["error", "warning", "note"];

function mendButton(mend, onMend) {
  return button("mend", () => onMend(mend), { className: "fort", words: mend.new ? say(mend.shown ? "mend" : "mend-it", { name: mend.shown }) : say("delete-it", { name: mend.old.trim() }) });
}

// what may have been meant, and a map, beside a place that is not known
function places(one, { onMend, onPlace }) {
  return [...one.near.map((near) => button("mend", () => onMend(near), { words: near.new })), one.place && onPlace ? button("on-map", () => onPlace(one)) : null];
}

function item(one, on, ...beside) {
  return el("li", { className: one.severity }, el("p", { className: "message" }, el("span", { className: "marque" }, say(`severity-${one.severity}`)), " ", one.message), one.hint ? el("p", { className: "doux" }, one.hint) : null,
    el("p", { className: "gestes" }, beside, one.mend ? mendButton(one.mend, on.onMend) : null, places(one, on)));
}

// What is wrong with one field or rubric, beside it: drawn again only where it is something else.
export function problemsBeside(on) {
  const element = el("ul", { className: "problemes beside", hidden: true, dir: document.documentElement.dir });
  let shown = "";
  return {
    element,
    draw(found) {
      const grave = GRAVE_FIRST.slice(0, 2).flatMap((severity) => found.filter((one) => one.severity === severity)), now = JSON.stringify(grave);
      if (now === shown) return;
      shown = now;
      element.hidden = !grave.length;
      element.replaceChildren(...grave.map((one) => item(one, on)));
    },
  };
}

// `nameOf(problem)`: the rubric or the field that it is about; nothing where it is about all.
export function problemList({ onGo, nameOf, ...on }) {
  const element = el("div", {});
  return {
    element,
    draw(found) {
      const items = GRAVE_FIRST.flatMap((severity) => found.problems.filter((one) => one.severity === severity)).map((one) => item(one, on, nameOf(one) ? button("go", () => onGo(one), { words: say("go", { name: nameOf(one) }) }) : null));
      element.replaceChildren(items.length ? el("ul", { className: "problemes" }, items) : el("div", { className: "vide" }, el("p", { className: "grand bon" }, say("no-problem")), el("p", { className: "doux" }, say("no-problem-help"))));
    },
  };
}
