// Sentences that may be pulled out of a sheet, and those that were chosen.
import { button, el, say } from "./elements.js";

export const VOICES = "exergue"; // the key of the front matter that holds them

export function voiceList(onChange) {
  const element = el("div", {});
  let drawn = "";
  const words = (one) => (typeof one === "string" ? one : one.texte);

  // Who says what is chosen: asked where the text does not tell it, and to be written otherwise.
  function speaker(one, place, chosen) {
    const input = el("input", { id: `voix-${place}`, value: one.qui ?? "", dir: "auto" });
    input.addEventListener("change", () => onChange(chosen.map((each, at) => (at === place ? withSpeaker(each, input.value.trim()) : each))));
    return el("div", { className: "saisie" }, el("label", { htmlFor: input.id }, say("who-speaks")), input);
  }

  function draw(chosen, candidates, { language, direction }, areThere) {
    const now = JSON.stringify([chosen, candidates, language, areThere]);
    if (now === drawn) return; // somebody may be writing in it
    drawn = now;
    const shown = (text, speaker) => el("blockquote", { lang: language, dir: direction }, text, speaker ? el("footer", {}, `— ${speaker}`) : null);
    const taken = new Set(chosen.map(words)), free = candidates.filter((one) => !taken.has(one.text));
    element.replaceChildren(
      el("p", { className: "doux" }, say("voices-help")),
      el("h2", {}, say("chosen")), chosen.length ? el("ul", { className: "problemes" }, chosen.map((one, place) => el("li", { className: "note" }, shown(words(one), one.qui), speaker(one, place, chosen), button("remove", () => onChange(chosen.filter((_, each) => each !== place)), { icon: "remove" })))) : el("p", { className: "doux" }, say("no-voice-chosen")),
      el("h2", {}, say("candidates")), free.length ? el("ul", { className: "problemes" }, free.map((one) => el("li", { className: "note" }, shown(one.text, one.speaker), button("choose", () => onChange([...chosen, withSpeaker(one.text, one.speaker)]), { icon: "plus" })))) : el("p", { className: "doux" }, say(areThere ? "no-voices" : "voices-wait")));
  }
  return { element, draw };
}

// A sentence with who says it, as a file says both; alone where nobody is named.
function withSpeaker(one, qui) {
  const said = typeof one === "string" ? { texte: one } : one;
  return qui ? { ...said, qui } : said.texte;
}
