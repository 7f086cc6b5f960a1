// Elements made of values, and the words of the page: no text of an author ever becomes HTML here.
export const words = JSON.parse(document.getElementById("mots").textContent);
export const language = document.documentElement.lang;

const DRAWN = "http://www.w3.org/2000/svg";
const ICONS = { // lines on a square of 20
  back: "M12 4 6 10l6 6", plus: "M10 4v12M4 10h12", document: "M5 2h7l4 4v12H5zM12 2v4h4", search: "M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zm4.5 10.5L18 18",
  less: "M4 10h12", fit: "M3 8V3h5M17 8V3h-5M3 12v5h5M17 12v5h-5", facing: "M10 4v13M10 4C7 2.5 4.5 2.5 2 4v12c2.5-1.5 5-1.5 8 0 3-1.5 5.5-1.5 8 0V4c-2.5-1.5-5-1.5-8 0z",
  up: "M10 16V4M5 9l5-5 5 5", down: "M10 4v12M5 11l5 5 5-5", remove: "M5 5l10 10M15 5 5 15", more: "M4.5 10h.01M10 10h.01M15.5 10h.01", picture: "M3 4h14v12H3zM3 13l4-4 4 4 2-2 4 4M13 7.5h.01",
};

const counted = new Intl.PluralRules(language);

export function say(name, holes = {}) {
  const said = words[name] ?? name, one = Array.isArray(said) ? said[counted.select(Number(holes.count)) === "one" ? 0 : 1] : said;
  return one.replace(/\{(\w+)\}/g, (_, hole) => holes[hole] ?? "");
}

// Words whose « and » keep to what they enclose, and whose colon to what is before it, at the end of a line.
function unbroken(one) {
  return typeof one === "string" ? one.replace(/« /g, "«\u00a0").replace(/ ([»:;?!])/g, "\u00a0$1") : one;
}

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === "on") for (const [event, call] of Object.entries(value)) made.addEventListener(event, call);
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name.includes("-") || name === "role" || name === "list") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat(2).filter((one) => one !== null && one !== undefined && one !== false).map(unbroken));
  return made;
}

export function icon(name) {
  const drawn = document.createElementNS(DRAWN, "svg"), line = document.createElementNS(DRAWN, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", class: `icone icone-${name}`, "aria-hidden": "true" })) drawn.setAttribute(key, value);
  line.setAttribute("d", ICONS[name]);
  drawn.append(line);
  return drawn;
}

export function announce(said) {
  const place = document.getElementById("annonce");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = said; });
}

export function button(name, call, { words: own, icon: drawn, alone, ...more } = {}) {
  const text = own ?? say(name);
  return el("button", { type: "button", on: { click: call }, ...(alone ? { "aria-label": text, title: text } : {}), ...more }, drawn ? icon(drawn) : null, alone ? null : text);
}

// The children of an element: those that stay are not moved, one that has the focus would lose it.
export function inOrder(parent, wanted) {
  for (const one of [...parent.children]) if (!wanted.includes(one)) one.remove();
  wanted.forEach((one, place) => { if (parent.children[place] !== one) parent.insertBefore(one, parent.children[place] ?? null); });
}

// A question that stops everything else: resolves to the value of the button that was pressed, or null. A value that is
// read from what was filled in waits until nothing that is required is missing.
export function ask(title, content, choices) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { "aria-labelledby": "question" }), before = document.activeElement;
    const done = (value) => { dialog.close(); dialog.remove(); before?.focus?.(); resolve(value); };
    const buttons = choices.map(([name, value, className]) => button(name, () => {
      if (typeof value !== "function") done(value);
      else if ([...dialog.querySelectorAll("input")].every((one) => one.reportValidity())) done(value());
    }, { className }));
    dialog.append(el("h2", { id: "question" }, title), ...content.filter(Boolean), el("p", { className: "choix" }, buttons));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); done(null); });
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); done(null); return; }
      if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); buttons[0].click(); }
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.scrollTop = 0; // the button that has the focus may be far below
  });
}

// Does something, and says why where it cannot be done, and what to do then.
export async function said(call) {
  try { await call(); } catch (error) { await ask(error.message || String(error), [error.told?.hint ? el("p", {}, error.told.hint) : null], [["close", null, "fort"]]); }
}

// When something happened, as people say it: « il y a 3 jours ».
export function ago(when) {
  const seconds = (when - Date.now()) / 1000, relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, long] of [["year", 31_557_600], ["month", 2_629_800], ["week", 604_800], ["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= long) return relative.format(Math.round(seconds / long), unit);
  }
  return relative.format(0, "minute");
}

const languages = new Intl.DisplayNames([language], { type: "language", fallback: "code" });

// « arabe » for « ar »; as it calls itself, `own`, where the browser has no name of it.
export function languageName(code, own) {
  const found = languages.of(code);
  return found === code ? own ?? code : found;
}

export function moment(when) {
  return new Date(when).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}

export function hour(when) {
  return new Date(when).toLocaleTimeString(language, { timeStyle: "short" });
}

// From one moment to another of the same sitting.
export function during(first, last) {
  return hour(first) === hour(last) ? moment(last) : `${moment(first)} – ${hour(last)}`;
}
