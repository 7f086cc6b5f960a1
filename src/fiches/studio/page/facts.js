// The front matter of a sheet as a form, its photos apart, and as it is typed for those who know it.
import { el, say } from "./elements.js";
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
  const form = el("div", {}), photos = el("div", {}), controls = new Map(), beside = new Map(), labels = new Map();
  let raw = null, judged = null;
  function draw(current) {
    const said = (name) => write.values[name] ?? current.values[name];
    form.replaceChildren();
    photos.replaceChildren();
    controls.clear();
    beside.clear();
    for (const field of current.values ? current.fields : []) {
      labels.set(field.name, named(field));
      if (field.name === VOICES) continue;
      const changed = () => {
        const value = controls.get(field.name).value();
        if (!same(value, said(field.name))) write.value(field.name, value);
      };
      const value = said(field.name), made = field.name === MODEL && onModel ? model(value, onModel) : field.name === PHOTOS ? pictures(field, Array.isArray(value) ? value : [], changed, onPage) : control(field, value, changed, used[field.name]);
      const told = problemsBeside({ onMend, onPlace });
      controls.set(field.name, made);
      beside.set(field.name, told);
      made.element.append(told.element);
      (field.name === PHOTOS ? photos : form).append(made.element);
    }
    const front = current.parts.find((one) => one.name === "entete"), box = el("div", { className: "champ brut" });
    beside.set("", problemsBeside({ onMend }));
    form.prepend(beside.get("").element);
    form.append(el("details", { open: !current.values }, el("summary", {}, say("raw")), box));
    raw?.remove();
    raw = editor(box, { text: front?.body ?? "", label: say("raw"), direction: "ltr", language: current.language, kind: "yaml", nonce,
      onChange(text) { write.body("entete", text); }, onFocus() {}, onCaret() {} });
    if (judged) judge(judged);
  }
  const onPlace = (one) => controls.get(one.key)?.pick?.(one.place);
  function judge(found) {
    judged = found;
    controls.get(PHOTOS)?.judge(found.crops, found.problems);
    for (const [name, told] of beside) {
      const own = found.problems.filter((one) => ["", "entete"].includes(one.part) && (name ? one.key === name : !controls.has(one.key) && OF_FACTS.test(one.code)));
      told.draw(own);
      controls.get(name)?.wrong?.(own.some((one) => one.severity === "error"), told.element);
    }
  }
  return {
    form, photos, draw, judge, onPlace,
    isBusy() { return form.contains(document.activeElement) || photos.contains(document.activeElement); },
    focus(key) { controls.get(key)?.focus?.(); controls.get(key)?.element.scrollIntoView({ block: "center" }); },
    nameOf: (key) => labels.get(key) ?? say("facts"),
    holds(key) { return key === PHOTOS ? "pictures" : "facts"; },
  };
}

function model(value, onModel) {
  const select = modelChoice("modele", value ?? "", say("model-own"));
  select.addEventListener("change", () => onModel(select.value));
  return { element: el("div", { className: "saisie" }, el("label", { htmlFor: "modele" }, say("model")), el("p", { className: "aide" }, say("model-help")), select), value: () => select.value, focus() { select.focus(); } };
}
