// A form for the front matter, made of the fields of the format: values in, values out, in the shape of the file.
import { button, el, say } from "./elements.js";
import { pickPlace } from "./placemap.js";

const LISTS = new Set(["texts", "references", "numbers"]);
let made = 0;

// A control for one field: {element, value()}; `changed` is called at every change.
export function control(field, value, changed) {
  const id = `champ-${(made += 1)}`;
  const label = el("label", { htmlFor: id }, named(field), field.required ? " *" : "");
  const help = field.description || field.example ? el("p", { className: "aide", id: `${id}-aide` }, [field.description, field.example && say("example", { name: field.example })].filter(Boolean).join(" ")) : null;
  if (field.kind === "record") return record(field, value ?? {}, changed);
  if (field.kind === "records" || (LISTS.has(field.kind) && Array.isArray(value) && value.some((one) => typeof one === "object"))) return records(field, value, changed);
  const text = LISTS.has(field.kind) ? (Array.isArray(value) ? value : value ? [value] : []).join("\n") : Array.isArray(value) ? value.join(", ") : typeof value === "object" && value ? "" : (value ?? "");
  const input = field.choices.length && !LISTS.has(field.kind)
    ? el("select", { id }, ["", ...new Set([...field.choices, ...(text ? [text] : [])])].map((one) => el("option", { value: one, selected: one === text }, one)))
    : LISTS.has(field.kind) || text.length > 90 || text.includes("\n") ? el("textarea", { id, value: text, rows: LISTS.has(field.kind) ? 3 : 4 }) : el("input", { id, value: text });
  if (help) input.setAttribute("aria-describedby", `${id}-aide`);
  input.addEventListener("input", changed);
  const onMap = field.kind === "coordinates" ? button("on-map", async () => {
    const typed = input.value.split(/[,;]\s*|\s+/).map(Number), picked = await pickPlace(typed.length === 2 && typed.every(Number.isFinite) ? typed : null);
    if (!picked) return;
    input.value = picked.join(", ");
    changed();
  }) : null;
  const wasList = (Array.isArray(value) || field.kind === "coordinates") && !LISTS.has(field.kind);
  return {
    element: el("div", {}, label, help, input, onMap),
    value() {
      if (LISTS.has(field.kind)) return input.value.split("\n").map((one) => one.trim()).filter(Boolean);
      return wasList ? input.value.split(",").map((one) => one.trim()).filter(Boolean) : input.value.trim();
    },
  };
}

function record(field, value, changed) {
  const inner = field.fields.map((one) => [one.name, control(one, value[one.name], changed)]);
  const known = new Set(field.fields.map((one) => one.name));
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !known.has(name)));
  return {
    element: el("fieldset", {}, el("legend", {}, field.label), inner.map(([, one]) => one.element)),
    value: () => ({ ...Object.fromEntries(inner.map(([name, one]) => [name, one.value()])), ...rest }),
  };
}

function records(field, value, changed) {
  let rows = [];
  const box = el("div", {}), list = Array.isArray(value) ? value : value ? [value] : [];
  const add = (one) => {
    const simple = typeof one !== "object" && !field.fields.length;
    const row = simple ? control({ ...field, kind: "text" }, one, changed) : record({ ...field, label: `${field.label} ${rows.length + 1}` }, typeof one === "object" ? one : { [field.fields[0].name]: one }, changed);
    const out = el("div", {}, row.element, button("remove", () => { rows = rows.filter((each) => each !== row); out.remove(); changed(); }));
    rows.push(row);
    box.append(out);
  };
  list.forEach(add);
  return {
    element: el("fieldset", {}, el("legend", {}, field.label), field.description ? el("p", { className: "aide" }, field.description) : null, box, button("add", () => { add({}); })),
    value: () => rows.map((row) => row.value()),
  };
}

// Its label, or its name where the format gives none.
function named(field) {
  return field.label.charAt(0).toUpperCase() + field.label.slice(1);
}

// Whether two values say the same, what says nothing left out.
export function same(one, other) {
  return JSON.stringify(cleared(one)) === JSON.stringify(cleared(other));
}

function cleared(value) {
  if (Array.isArray(value)) return value.map(cleared).filter((one) => one !== undefined);
  if (value && typeof value === "object") {
    const kept = Object.entries(value).map(([name, each]) => [name, cleared(each)]).filter(([, each]) => each !== undefined);
    return kept.length ? Object.fromEntries(kept.sort()) : undefined;
  }
  return value === "" || value === null || value === undefined ? undefined : String(value).trim() || undefined;
}
