// How a sheet stands, in a few words: what is wrong with it, whether its pages hold it, how long it is.
import { el, say } from "./elements.js";

const TOO_LONG = "trop-long"; // the code of pages that hold no more
const TOLD = [["error", "errors", "erreur"], ["warning", "warnings", "avis"], ["note", "notes", "doux"]];

export function standing(found) {
  const marks = TOLD.filter(([severity]) => found.counts[severity]).map(([severity, name, className]) => mark(className, say(name, { count: found.counts[severity] })));
  if (!marks.length) marks.push(mark("bon", say("no-problem")));
  if (found.html && found.problems.some((one) => one.code === TOO_LONG)) marks.unshift(mark("erreur", say("fits-not")));
  const words = Object.values(found.words).reduce((sum, one) => sum + one, 0);
  return [...marks, words ? el("span", { className: "doux" }, say("words", { count: words })) : null].filter(Boolean);
}

function mark(className, text) {
  return el("span", { className: `marque ${className}` }, text);
}
