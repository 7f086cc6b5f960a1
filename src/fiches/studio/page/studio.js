// The whole page: which view is shown, what all views share.
import { announce, button, el, say } from "./elements.js";
import { connect, listen, who } from "./exchange.js";
import { booklet } from "./booklet.js";
import { home } from "./home.js";
import { sheet } from "./sheet.js";

const view = document.getElementById("vue"), head = document.getElementById("tete");
let leave = async () => {};

export function topBar(...parts) {
  const name = el("input", { id: "nom", value: who(), placeholder: say("your-name"), "aria-label": say("your-name"), maxLength: 60 });
  name.addEventListener("change", () => localStorage.setItem("nom", name.value.trim()));
  head.replaceChildren(...parts, el("span", { className: "pousse" }), name);
}

async function route() {
  await leave();
  const [kind, slug] = decodeURIComponent(location.hash.slice(1)).split("/");
  const shown = kind === "fiche" ? sheet(slug) : kind === "livret" ? booklet(slug) : home();
  leave = async () => {};
  view.replaceChildren();
  try {
    const made = await shown;
    topBar(...made.head);
    view.replaceChildren(...made.content);
    document.title = made.title;
    leave = made.leave ?? leave;
    made.begin?.();
    view.focus();
  } catch (error) {
    topBar(button("back", () => { location.hash = ""; }));
    view.replaceChildren(el("p", { className: "erreur accueil", role: "alert" }, error.message || String(error)));
  }
}

let lost = null;
connect(
  () => {
    if (lost) return;
    lost = el("p", { className: "perdu", role: "alert" }, say("offline"));
    head.after(lost);
  },
  () => { lost?.remove(); lost = null; },
);
listen((told) => {
  if (told.kind === "work" && told.step !== "line") announce(say(told.step === "begun" ? "running" : told.step));
});
addEventListener("hashchange", route);
route();
