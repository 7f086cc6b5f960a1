// Long work: begun by a button, told line by line, stopped by another; and the files that it made.
import { button, el, say } from "./elements.js";
import { get, listen, post } from "./exchange.js";
import { said } from "./home.js";

const sizes = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilobyte" });
const KINDS = ["build", "print", "kit", "posters"];

export function works(sheets = []) {
  const journal = el("pre", { className: "journal", hidden: true, tabIndex: 0 }), state = el("p", { role: "status" });
  const stop = button("stop", () => post("travaux", { name: "stop" }), { hidden: true });
  const begin = KINDS.map((name) => button(name, () => said(() => post("travaux", { name, sheets }))));
  const files = el("ul", {});
  const shown = async () => {
    const made = await get("produits");
    files.replaceChildren(...made.map(([path, size]) => el("li", {},
      el("a", { href: `/produits/${path.split("/").map(encodeURIComponent).join("/")}`, target: "_blank", rel: "noopener" }, path),
      ` ${sizes.format(Math.max(1, Math.round(size / 1000)))}`)));
    if (!made.length) files.append(el("li", { className: "doux" }, say("nothing")));
  };
  const leave = listen((told) => {
    if (told.kind !== "work") return;
    const running = told.step === "begun" || told.step === "line";
    stop.hidden = !running;
    for (const one of begin) one.disabled = running;
    if (told.step === "begun") { journal.textContent = ""; journal.hidden = false; }
    if (told.step === "line") { journal.textContent += `${told.said}\n`; journal.scrollTop = journal.scrollHeight; } else state.textContent = say(told.step === "begun" ? "running" : told.step);
    if (!running) shown();
  });
  shown();
  return { element: el("section", {}, el("h2", {}, say("made")), el("p", {}, begin, " ", stop), state, journal, files), leave };
}
