// A form for the front matter, made of the fields of the format: values in, values out, in the shape of the file.
import { button, el, languageName, say } from "./elements.js";
import { pickPlace } from "./placemap.js";

const LISTS = new Set(["texts", "references", "numbers"]);
const PERIOD = /^(?:(\d{4})(?:\s*[-–]\s*(\d{4}|en cours))?)?$/;
const ONGOING = "en cours"; // as files say it, in whatever language
const LONG = 70; // signs, from which a text has lines
const SENTENCE = 5; // words of an example, from which a text is a sentence, which has lines too
let made = 0;

// A control for one field: {element, value(), focus()}; `changed` is called at every change, `used` are values of others.
export function control(field, value, changed, used = []) {
  if (field.kind === "record") return record(field, value ?? {}, changed);
  if (field.kind === "records" || field.kind === "figures" || (LISTS.has(field.kind) && Array.isArray(value) && value.some((one) => typeof one === "object"))) return records(field, value, changed);
  const id = `champ-${(made += 1)}`, own = LISTS.has(field.kind) ? list(id, value) : kindOf(field, value)(id, field, value, changed);
  const said = field.kind === "language" ? "" : [field.description, field.example && `${say("example", { name: field.example.replace(/\.$/, "") })}.`, LISTS.has(field.kind) && say("one-per-line")].filter(Boolean).join(" ");
  if (said) own.input.setAttribute("aria-describedby", `${id}-aide`);
  own.input.addEventListener("input", changed);
  const proposed = used.filter((one) => !own.value().includes(one));
  return {
    element: el("div", { className: "saisie" }, el("label", { htmlFor: id }, named(field), field.required ? el("span", { className: "requis", title: say("required") }, " *") : null), said ? el("p", { className: "aide", id: `${id}-aide` }, said) : null, own.input, own.beside ?? null,
      LISTS.has(field.kind) && proposed.length ? el("p", { className: "proposes" }, el("span", { className: "doux" }, say("used-elsewhere")), proposed.map((one) => {
        const chip = button("add", () => { own.input.value = [own.input.value.trim(), one].filter(Boolean).join("\n"); chip.remove(); changed(); }, { words: one, className: "jeton", "aria-label": say("pair", { name: say("add"), more: one }) });
        return chip;
      })) : null),
    value: own.value, pick: own.pick, isBusy: own.isBusy,
    focus: () => own.input.focus(),
    // whether what it holds is wrong, and the element that says why
    wrong(isWrong, told) {
      told.id = `${id}-ecarts`;
      own.input.setAttribute("aria-invalid", String(isWrong));
      own.input.setAttribute("aria-describedby", [said && `${id}-aide`, !told.hidden && told.id].filter(Boolean).join(" "));
    },
  };
}

function kindOf(field, value) {
  if (field.choices.length) return choice;
  if (field.kind === "period" && PERIOD.test(String(value ?? ""))) return period;
  return { coordinates, date }[field.kind] ?? text;
}

function list(id, value) {
  const input = el("textarea", { id, dir: "auto", value: (Array.isArray(value) ? value : value ? [value] : []).join("\n"), rows: 3 });
  return { input, value: () => input.value.split("\n").map((one) => one.trim()).filter(Boolean) };
}

function shownText(value) {
  return Array.isArray(value) ? value.join(", ") : typeof value === "object" && value ? "" : String(value ?? "");
}

function text(id, field, value) {
  const shown = shownText(value), isSentence = field.example.split(" ").length >= SENTENCE, input = isSentence || shown.length > LONG || shown.includes("\n") ? el("textarea", { id, dir: "auto", value: shown, rows: 3 }) : el("input", { id, dir: "auto", value: shown });
  const parts = () => input.value.split(",").map((one) => one.trim()).filter(Boolean);
  return { input, value: Array.isArray(value) ? parts : () => input.value.trim() };
}

function choice(id, field, value) {
  const shown = shownText(value), every = ["", ...new Set([...field.choices, ...(shown ? [shown] : [])])];
  const input = el("select", { id }, every.map((one) => el("option", { value: one, selected: one === shown }, (one && field.kind === "language" ? languageName(one, field.names[one]) : one) || (field.kind === "language" ? say("language-own") : "–"))));
  return { input, value: () => input.value };
}

// Two years, or one, or one from which it goes on.
function period(id, field, value, changed) {
  const [, first = "", last = ""] = PERIOD.exec(String(value ?? "")) ?? [], year = { inputMode: "numeric", maxLength: 4, className: "annee" };
  const input = el("input", { id, value: first, ...year }), end = el("input", { value: last === ONGOING ? "" : last, "aria-label": say("to-year"), ...year });
  const ongoing = el("input", { type: "checkbox", id: `${id}-cours`, checked: last === ONGOING });
  const settle = () => { end.disabled = ongoing.checked; };
  ongoing.addEventListener("change", () => { settle(); changed(); });
  end.addEventListener("input", changed);
  settle();
  return {
    input, beside: el("span", { className: "fin" }, el("span", {}, say("to-year")), end, ongoing, el("label", { htmlFor: `${id}-cours` }, say("ongoing"))),
    value() {
      const [from, to] = [input.value.trim(), end.value.trim()];
      if (ongoing.checked && from) return `${from} - ${ONGOING}`;
      return to && to !== from ? `${from}-${to}` : from;
    },
  };
}

// A day from a calendar, or what is known of it: a year, a month.
function date(id, field, value, changed) {
  const input = el("input", { id, value: shownText(value), className: "jour" });
  const calendar = el("input", { type: "date", className: "calendrier", value: /^\d{4}-\d\d-\d\d$/.test(input.value) ? input.value : "", "aria-label": say("pick-day") });
  calendar.addEventListener("input", () => { input.value = calendar.value; changed(); });
  return { input, beside: calendar, value: () => input.value.trim() };
}

const isNumber = (one) => Number.isFinite(Number(one));

function coordinates(id, field, value, changed) {
  const input = el("input", { id, value: shownText(value), className: "jour", dir: "ltr" });
  const numbers = () => input.value.replace(/[[\]]/g, "").split(/\s*[,;]\s+|[;,]|\s+/).filter(Boolean);
  let asks = 0;
  const pick = async () => {
    const typed = numbers().map(Number);
    asks += 1;
    const picked = await pickPlace(typed.length === 2 && typed.every(Number.isFinite) ? typed : null).finally(() => { asks -= 1; });
    if (!picked) return;
    input.value = picked.join(", ");
    changed();
  };
  return { input, pick, isBusy: () => asks > 0, beside: button("on-map", pick), value: () => (numbers().every(isNumber) ? numbers() : input.value.trim()) };
}

function record(field, value, changed) {
  const inner = field.fields.map((one) => [one.name, control(one, value[one.name], changed)]);
  const known = new Set(field.fields.map((one) => one.name));
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !known.has(name)));
  return {
    element: el("fieldset", {}, el("legend", {}, named(field)), inner.map(([, one]) => one.element)),
    value: () => ({ ...Object.fromEntries(inner.map(([name, one]) => [name, one.value()])), ...rest }),
    focus: () => inner[0]?.[1].focus(),
    pick: inner.find(([, one]) => one.pick)?.[1].pick,
    isBusy: () => inner.some(([, one]) => one.isBusy?.()),
  };
}

function records(field, value, changed) {
  let rows = [];
  const box = el("div", {}), every = Array.isArray(value) ? value : value ? [value] : [];
  const add = (one) => {
    const isText = typeof one !== "object" && (!field.fields.length || field.kind === "figures");
    const row = isText ? control({ ...field, kind: "text", label: `${field.label} ${rows.length + 1}`, description: "", example: "" }, one, changed) : record({ ...field, label: `${field.label} ${rows.length + 1}` }, typeof one === "object" ? one : { [field.fields[0].name]: one }, changed);
    const out = el("div", { className: "ligne" }, row.element, button("remove", () => { rows = rows.filter((each) => each !== row); out.remove(); changed(); }, { icon: "remove", alone: true, words: say("pair", { name: say("remove"), more: field.label }) }));
    rows.push(row);
    box.append(out);
    return row;
  };
  every.forEach(add);
  return {
    element: el("fieldset", {}, el("legend", {}, named(field), field.required ? el("span", { className: "requis", title: say("required") }, " *") : null), field.description ? el("p", { className: "aide" }, field.description) : null, box,
      button("add", () => add(field.kind === "figures" ? "" : {}).focus(), { icon: "plus", words: say("pair", { name: say("add"), more: field.label }) })),
    value: () => (field.kind === "records" && rows.length === 1 && value && !Array.isArray(value) ? rows[0].value() : rows.map((row) => row.value())),
    focus: () => (rows[0] ?? add({})).focus(),
    // a place on the map, for the row that names it so
    isBusy: () => rows.some((row) => row.isBusy?.()),
    pick: (name) => (rows.find((row) => JSON.stringify(row.value()).includes(name)) ?? rows[0])?.pick?.(),
  };
}

// Its label, or its name where the format gives none.
export function named(field) {
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
