// Sentences that may be pulled out of a sheet, and those that were chosen.
import { button, el, say } from "./elements.js";

export const VOICES = "exergue"; // the key of the front matter that holds them

export function voiceList(onChange) {
  const element = el("div", {});
  const words = (one) => (typeof one === "string" ? one : one.texte);
  function draw(chosen, candidates, { language, direction }) {
    const shown = (text, speaker) => el("blockquote", { lang: language, dir: direction }, text, speaker ? el("footer", {}, `— ${speaker}`) : null);
    const taken = new Set(chosen.map(words)), free = candidates.filter((one) => !taken.has(one.text));
    element.replaceChildren(
      el("p", { className: "doux" }, say("voices-help")),
      el("h2", {}, say("chosen")), chosen.length ? el("ul", { className: "problemes" }, chosen.map((one, place) => el("li", { className: "note" }, shown(words(one), one.qui), button("remove", () => onChange(chosen.filter((_, each) => each !== place)), { icon: "remove" })))) : el("p", { className: "doux" }, say("no-voice-chosen")),
      el("h2", {}, say("candidates")), free.length ? el("ul", { className: "problemes" }, free.map((one) => el("li", { className: "note" }, shown(one.text, one.speaker), button("choose", () => onChange([...chosen, one.speaker ? { texte: one.text, qui: one.speaker } : one.text]), { icon: "plus" })))) : el("p", { className: "doux" }, say("no-voices")));
  }
  return { element, draw };
}
