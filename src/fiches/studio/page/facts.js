// The front matter of a sheet as a form, its photos apart, and as it is typed for those who know it.
import { el, inOrder, say } from "./elements.js";
import { editor } from "./editor.js";
import { control, named, same } from "./form.js";
import { modelChoice } from "./models.js";
import { pictures } from "./pictures.js";
import { problemsBeside } from "./problems.js";
import { VOICES } from "./voices.js";

const OF_FACTS = /^(?:yaml|entete|cle|champ|valeur)-/; // codes of problems of the front matter
const PHOTOS = "photos"; // the key that has a tab of its own
const MODEL = "format"; // the key that says which keys there are
const nonce = document.querySelector("meta[name=nonce]").content;

// `onModel(name)`: the sheet is to be in another format; `onPage(number)`: the page of what is filled in
export function facts(write, used, onMend, { onModel = null, onPage = () => {} } = {}) {
  const form = el("div", {}), photos = el("div", {}), box = el("div", { className: "champ brut" }), details = el("details", {}, el("summary", {}, say("raw")), box);
  const all = problemsBeside({ onMend }), labels = new Map();
  let raw = null, judged = null, told = null, shown = new Map(); // by key: what it asks, its control, what is wrong with it

  const said = (name) => write.values[name] ?? told.values?.[name];

  function made(field, asked) {
    const one = { asked, isTyped: false }, value = said(field.name);
    const changed = () => {
      one.isTyped = true;
      const typed = one.control.value();
      if (!same(typed, said(field.name))) write.value(field.name, typed);
    };
    one.control = field.name === MODEL && onModel ? model(value, onModel) : field.name === PHOTOS ? pictures(field, Array.isArray(value) ? value : [], changed, onPage) : control(field, value, changed, used[field.name]);
    one.wrong = problemsBeside({ onMend, onPlace });
    one.control.element.append(one.wrong.element);
    return one;
  }

  // Whether a control stays as it is: what somebody is at is never made anew below their hands.
  function stays(one, field, asked) {
    if (one?.asked !== asked) return false;
    return one.control.isBusy?.() || (one.isTyped && isIn(one)) || same(one.control.value(), said(field.name));
  }
  const isIn = (one) => Boolean(one?.control.element.contains(document.activeElement));

  // What was read, shown: only what says something else now is another element.
  function draw(current) {
    told = current;
    const old = shown;
    let again = "";
    shown = new Map();
    for (const field of current.values ? current.fields.filter((one) => one.name !== VOICES) : []) {
      const asked = JSON.stringify(field), before = old.get(field.name), isHere = isIn(before);
      labels.set(field.name, named(field));
      shown.set(field.name, stays(before, field, asked) ? before : made(field, asked));
      if (isHere && shown.get(field.name) !== before) again = field.name;
    }
    const elements = (isPhotos) => [...shown].filter(([name]) => (name === PHOTOS) === isPhotos).map(([, one]) => one.control.element);
    inOrder(photos, elements(true));
    inOrder(form, [all.element, ...elements(false), details]);
    const front = current.parts.find((one) => one.name === "entete")?.body ?? "";
    if (!current.values) details.open = true;
    raw ??= editor(box, { text: front, label: say("raw"), direction: "ltr", language: current.language, kind: "yaml", nonce,
      onChange(text) { write.body("entete", text); }, onFocus() {}, onCaret() {} });
    if (write.bodies.entete === undefined) raw.replace(front);
    if (judged) judge(judged);
    shown.get(again)?.control.focus?.();
  }
  const onPlace = (one) => shown.get(one.key)?.control.pick?.(one.place);
  function judge(found) {
    judged = found;
    const own = found.problems.filter((one) => ["", "entete"].includes(one.part));
    all.draw(own.filter((one) => !shown.has(one.key) && OF_FACTS.test(one.code)));
    for (const [name, { control: each, wrong }] of shown) {
      const wrong_ = own.filter((one) => one.key === name), about = each.judge?.(found.crops, wrong_) ?? wrong_;
      wrong.draw(about);
      each.wrong?.(about.some((one) => one.severity === "error"), wrong.element);
    }
  }
  return {
    form, photos, draw, judge, onPlace,
    focus(key) { const found = shown.get(key)?.control; found?.focus?.(); found?.element.scrollIntoView({ block: "center" }); },
    nameOf: ({ key, item }) => (item?.name ? say("pair", { name: labels.get(key) ?? say("facts"), more: item.name }) : labels.get(key) ?? say("facts")),
    holds(key) { return key === PHOTOS ? "pictures" : "facts"; },
  };
}

function model(value, onModel) {
  const select = modelChoice("modele", value ?? "", say("model-own"));
  select.addEventListener("change", () => onModel(select.value));
  return { element: el("div", { className: "saisie" }, el("label", { htmlFor: "modele" }, say("model")), el("p", { className: "aide" }, say("model-help")), select), value: () => select.value, focus() { select.focus(); } };
}
