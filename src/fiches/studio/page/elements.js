// Elements made of values, and the words of the page: no text of an author ever becomes HTML here.
export const words = JSON.parse(document.getElementById("mots").textContent);

export function say(name, holes = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (_, hole) => holes[hole] ?? "");
}

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, call] of Object.entries(value)) made.addEventListener(event, call);
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name.includes("-") || name === "role" || name === "list") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

export function announce(said) {
  const place = document.getElementById("annonce");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = said; });
}

export function button(name, call, more = {}) {
  return el("button", { type: "button", on: { click: call }, ...more }, more.words ?? say(name));
}

// A question that stops everything else: resolves to the value of the button that was pressed, or null.
export function ask(title, content, choices) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { "aria-labelledby": "question" });
    const done = (value) => { dialog.close(); dialog.remove(); resolve(value); };
    const buttons = choices.map(([name, value, className]) => button(name, () => done(typeof value === "function" ? value() : value), { className }));
    dialog.append(el("h2", { id: "question" }, title), ...content, el("p", { className: "choix" }, buttons));
    dialog.addEventListener("cancel", () => { dialog.remove(); resolve(null); });
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); buttons[0].click(); }
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
