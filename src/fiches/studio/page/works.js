// Long work: begun by a button, told line by line, stopped by another; and the files that it made.
import { announce, button, el, icon, language, said, say } from "./elements.js";
import { get, listen, post } from "./exchange.js";

const sizes = new Intl.NumberFormat(language, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
const WHOLE = ["kit"]; // what is always made of the whole collection
const PURPOSES = ["kit", "screen", "printer", "copier", "wall", "draft", "data"]; // of files, as the server tells them
const COUNTED = /^\[(\d+)\/(\d+)\] /; // begins a line: how many of how many are done
const KINDS = ["build", "print", "posters", "kit"];

// What can be made of some sheets or booklets, or, none named, of all.
export function works(sheets = []) {
  const journal = el("pre", { className: "journal", tabIndex: 0, "aria-label": say("log") }), state = el("p", { className: "etat-travail", role: "status" });
  const details = el("details", { hidden: true }, el("summary", {}, say("log")), journal), bar = el("progress", { hidden: true, "aria-label": say("running") });
  const stop = button("stop", () => said(() => post("travaux", { name: "stop" })), { hidden: true });
  const offered = KINDS.filter((name) => !sheets.length || !WHOLE.includes(name));
  const begin = offered.map((name) => button(name, () => said(() => post("travaux", { name, sheets }))));
  const files = el("div", { className: "produits" }), remarks = el("div", {});
  // what was said of the files that it was made of, in the words of their own windows
  async function remark() {
    const found = await get("remarques");
    remarks.replaceChildren(...(found.length ? [el("h3", {}, say("remarks")), ...found.map((one) => el("section", {}, el("p", {}, one.to ? el("a", { href: one.to, dir: "auto" }, one.title) : el("strong", {}, one.title), one.beside ? el("span", { className: "doux" }, ` ${say("remarks-there", { count: one.beside })}`) : null),
      one.told.length ? el("ul", { className: "problemes" }, one.told.map((each) => el("li", { className: each.severity }, el("p", {}, each.message), each.hint ? el("p", { className: "doux" }, each.hint) : null))) : null))] : []));
  }
  const shown = async () => {
    const made = (await get("produits")).filter(([path]) => !sheets.length || sheets.some((slug) => path.includes(slug)));
    files.replaceChildren(...PURPOSES.filter((name) => made.some((one) => one[2] === name)).map((name) => {
      const own = made.filter((one) => one[2] === name);
      return el("section", {}, el("h3", {}, say(`for-${name}`)), el("p", { className: "aide" }, say(`for-${name}-help`)), el("ul", {}, own.map(file)));
    }));
    if (!made.length) files.append(el("p", { className: "doux" }, say("nothing-made")));
  };
  const leave = listen((told) => {
    if (told.kind !== "work") return;
    const running = told.step === "begun" || told.step === "line";
    stop.hidden = bar.hidden = !running;
    for (const one of begin) one.disabled = running;
    if (told.step === "begun") { bar.removeAttribute("value"); remarks.replaceChildren(); journal.textContent = ""; details.hidden = false; details.open = false; }
    if (told.step === "line") {
      journal.textContent += `${told.said}\n`;
      journal.scrollTop = journal.scrollHeight;
      const counted = COUNTED.exec(told.said);
      if (counted) [bar.value, bar.max] = [Number(counted[1]), Number(counted[2])];
      return;
    }
    state.textContent = say(told.step === "begun" ? "running" : told.step);
    state.className = `etat-travail ${{ done: "bon", failed: "erreur" }[told.step] ?? ""}`;
    if (told.step === "failed") { details.open = true; announce(say("failed")); }
    if (!running) { shown(); said(remark); }
  });
  shown();
  const offers = begin.map((one, place) => el("div", { className: "offre" }, one, el("p", { className: "doux" }, say(`${offered[place]}-help`))));
  return { element: el("section", { className: "travaux" }, el("h2", {}, say("made")), el("div", { className: "offres" }, offers), el("div", { className: "cours" }, bar, state, stop), remarks, files, details), leave };
}

function file([path, size, purpose]) {
  const folder = purpose === "printer" ? path.split("/").at(-2) : "";
  const name = path.split("/").at(-1), href = `/produits/${path.split("/").map(encodeURIComponent).join("/")}`;
  return el("li", {}, icon("document"), el("a", { href, target: "_blank", rel: "noopener" }, name), el("a", { href, download: name, className: "garder", "aria-label": say("pair", { name: say("take-away"), more: name }) }, say("take-away")), el("span", { className: "doux" }, [folder, sizes.format(Math.max(0.1, size / 1e6))].filter(Boolean).join(" · ")));
}
