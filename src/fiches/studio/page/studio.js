// The whole page: which view is shown, what all views share.
import { announce, button, el, language, say } from "./elements.js";
import { connect, listen, who } from "./exchange.js";
import { booklet } from "./booklet.js";
import { home } from "./home.js";
import { sheet } from "./sheet.js";

const LANGUAGES = { fr: "Français", en: "English" }; // each as its own people call it
const view = document.getElementById("vue"), head = document.getElementById("tete");
let leave = async () => {}, turn = 0;

function topBar(...parts) {
  const name = el("input", { id: "nom", value: who(), placeholder: say("your-name"), title: say("your-name-why"), "aria-label": `${say("your-name")}. ${say("your-name-why")}`, maxLength: 60, autocomplete: "name" });
  name.addEventListener("change", () => localStorage.setItem("nom", name.value.trim()));
  const spoken = el("select", { id: "langue", "aria-label": say("language") }, Object.entries(LANGUAGES).map(([code, own]) => el("option", { value: code, lang: code, selected: code === language }, own)));
  spoken.addEventListener("change", async () => {
    document.cookie = `fiches_langue=${spoken.value}; path=/; samesite=strict; max-age=31536000`;
    await leave();
    location.reload();
  });
  head.replaceChildren(...parts, el("span", { className: "pousse" }), spoken, name);
}

export function backButton() {
  return button("back", () => { location.hash = ""; }, { icon: "back" });
}

async function route() {
  const mine = (turn += 1);
  await leave();
  const [kind, slug] = decodeURIComponent(location.hash.slice(1)).split("/");
  const shown = kind === "fiche" ? sheet(slug, backButton()) : kind === "livret" ? booklet(slug, backButton()) : home();
  leave = async () => {};
  view.replaceChildren(el("p", { className: "attente", role: "status" }, say("loading")));
  try {
    const made = await shown;
    if (mine !== turn) { await made.leave?.(); return; } // somebody has gone on meanwhile
    topBar(...made.head);
    view.replaceChildren(...made.content);
    document.title = `${made.title} – fiches`;
    leave = made.leave ?? leave;
    made.begin?.();
    view.focus();
    announce(made.title);
  } catch (error) {
    if (mine !== turn) return;
    topBar(backButton());
    view.replaceChildren(el("div", { className: "attente erreur", role: "alert" }, el("h1", {}, error.message || String(error))));
  }
}

const lost = el("p", { className: "perdu", role: "alert" });
connect(
  (isStranger) => {
    const why = say(isStranger ? "came-back" : "offline");
    if (!lost.isConnected) head.after(lost);
    if (lost.textContent !== why) lost.textContent = why;
  },
  () => { lost.remove(); lost.textContent = ""; },
);
listen((told) => {
  if (told.kind === "work" && told.step !== "line") announce(say(told.step === "begun" ? "running" : told.step));
});
addEventListener("hashchange", route);
route();
