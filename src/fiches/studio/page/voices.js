// Sentences that may be pulled out of a sheet, and those that were chosen.
import { button, el, inOrder, say } from "./elements.js";

export const VOICES = "exergue"; // the key of the front matter that holds them

export function voiceList(onChange) {
  const taken = el("ul", { className: "problemes" }), free = el("ul", { className: "problemes" }), none = el("p", { className: "doux" }, say("no-voice-chosen")), why = el("p", { className: "doux" });
  const element = el("div", {}, el("p", { className: "doux" }, say("voices-help")), el("h2", {}, say("chosen")), none, taken, el("h2", {}, say("candidates")), why, free);
  let chosen = [], shown = new Map(), numbered = 0; // by what they say, the elements that are there: what stays is not made anew
  const words = (one) => (typeof one === "string" ? one : one.texte);

  // Who says what is chosen: asked where the text does not tell it, and to be written otherwise.
  function speaker(one) {
    const input = el("input", { id: `voix-${(numbered += 1)}`, value: one.qui ?? "", dir: "auto" });
    input.addEventListener("change", () => onChange(chosen.map((each) => (words(each) === words(one) ? withSpeaker(each, input.value.trim()) : each))));
    return el("div", { className: "saisie" }, el("label", { htmlFor: input.id }, say("who-speaks")), input);
  }

  function draw(now, candidates, { language, direction }, areThere) {
    chosen = now;
    const quote = (text, who) => el("blockquote", { lang: language, dir: direction }, text, who ? el("footer", {}, `— ${who}`) : null), old = shown;
    shown = new Map();
    const item = (key, make) => { shown.set(key, old.get(key) ?? el("li", { className: "note" }, make())); return shown.get(key); };
    const isChosen = new Set(chosen.map(words)), offered = candidates.filter((one) => !isChosen.has(one.text));
    inOrder(taken, chosen.map((one) => item(JSON.stringify([one, language]), () => [quote(words(one), one.qui), speaker(one), button("remove", () => onChange(chosen.filter((each) => words(each) !== words(one))), { icon: "remove" })])));
    inOrder(free, offered.map((one) => item(JSON.stringify([one.text, one.speaker, language]), () => [quote(one.text, one.speaker), button("choose", () => onChange([...chosen, withSpeaker(one.text, one.speaker)]), { icon: "plus" })])));
    none.hidden = chosen.length > 0;
    why.hidden = offered.length > 0;
    why.textContent = say(areThere ? "no-voices" : "voices-wait");
  }
  return { element, draw };
}

// A sentence with who says it, as a file says both; alone where nobody is named.
function withSpeaker(one, qui) {
  const said = typeof one === "string" ? { texte: one } : one;
  return qui ? { ...said, qui } : said.texte;
}
