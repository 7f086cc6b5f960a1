// The door of the studio on a network: the code that the host's screen shows.
import { el, words } from "./elements.js";

const code = el("input", { id: "code", inputMode: "numeric", autocomplete: "one-time-code", maxLength: 6, required: true });
const wrong = el("p", { role: "alert", className: "erreur" });
const form = el("form", {}, el("h1", {}, words.title), el("label", { htmlFor: "code" }, words.code), code,
  el("button", { type: "submit", className: "fort" }, words.enter), wrong);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch("/entrer", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code: code.value }) });
  if (answer.ok) location.href = "/";
  else wrong.textContent = words["wrong-code"];
});
document.getElementById("vue").append(el("div", { className: "porte" }, form));
code.focus();
