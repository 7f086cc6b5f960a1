// Passages that an import found no place for: each goes into a rubric or a field, or away.
import { button, el, say } from "./elements.js";

// `help`: what is said above them; `rubrics`, `fields`: where they may go, each with what it is called
// `onPut(passage, {rubric, key})`
export function passageList(help, passages, { rubrics, fields }, onPut) {
  return el("div", {}, el("p", { className: "doux" }, help), el("ul", { className: "problemes" }, passages.map(({ typed, said, meant }, place) => {
    const group = (name, prefix, every) => (every.length ? el("optgroup", { label: say(name) }, every.map((one) => el("option", { value: `${prefix}/${one.id}`, selected: prefix === "rubric" && one.id === meant }, one.title))) : null);
    const where = el("select", { "aria-label": say("put-where", { count: place + 1 }) }, el("option", { value: "" }, say("put-choose")), group("text", "rubric", rubrics), group("facts", "key", fields));
    const put = button("put-there", () => { const [kind, id] = where.value.split("/"); onPut(typed, { rubric: "", key: "", [kind]: id }); }, { disabled: !meant });
    where.addEventListener("change", () => { put.disabled = !where.value; });
    return el("li", { className: "note" }, el("p", { className: "passage", dir: "auto" }, said), el("p", { className: "gestes" }, where, put, button("put-away", () => onPut(typed, { rubric: "", key: "" }))));
  })));
}
