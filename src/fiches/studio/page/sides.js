// What is written beside the pages that it makes; where there is no room for both, one of them and a button to the other.
import { button, el, say } from "./elements.js";

export function sides(written, seen) {
  const element = el("div", { className: "atelier" }, written, seen);
  const turn = button("see-pages", () => show(!element.classList.contains("pages-seules")), { className: "etroit" });
  function show(isSeen) {
    element.classList.toggle("pages-seules", isSeen);
    turn.textContent = say(isSeen ? "see-text" : "see-pages");
  }
  return { element, turn, showWritten() { show(false); } };
}
