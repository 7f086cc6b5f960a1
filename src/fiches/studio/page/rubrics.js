// The panes of a sheet's text: one a rubric, with its question, its words and the room that its pages still have.
import { button, el, said, say } from "./elements.js";
import { post, WINDOW } from "./exchange.js";
import { editor } from "./editor.js";
import { named } from "./form.js";
import { passageList } from "./passages.js";
import { problemsBeside } from "./problems.js";

const nonce = document.querySelector("meta[name=nonce]").content;
const STARTS = { // by what a rubric holds: how one more begins, and what of it is typed over
  entries: () => [`### ${say("a-name")}\n`, say("a-name")],
  testimonies: () => [`> ${say("said-words")}\n>\n> — ${say("who-speaks")}\n`, say("said-words")],
};
const FRONT = "entete", BEFORE = "avant"; // the names of the front matter, of what stands before the first rubric
const IDLE = 500; // ms without a key, after which room is sought
const SECTION = "section-"; // begins the name of what is no rubric
const BEGUN = /^##(?!#)/; // a line that begins a section

// `path`: what is written, as its addresses begin
export function rubrics(path, told, write, { onFocus, onLeave, onCaret, onJoin, onMend, onPut }) {
  const element = el("div", {}), panes = new Map(), rooms = new Map();
  // `sought`: ends what is asked of the server; `seen`: the pages whose rooms are known
  let active = "", words = {}, fits = false, timer = null, turn = 0, sought = null, seen = "", spoken = told;
  element.addEventListener("focusout", (event) => { if (!element.contains(event.relatedTarget)) onLeave(); });

  // `parts`: all that are shown, in their order
  function add(part, parts = []) {
    const own = document.documentElement.dir, count = el("span", { className: "compte doux", dir: own }), fill = el("span", {}), gauge = el("span", { className: "jauge", "aria-hidden": "true", hidden: true }, fill);
    const box = el("div", { className: "champ" }), busy = el("p", { className: "avis", role: "status", hidden: true, dir: own }), title = part.title || say("before");
    const held = el("div", { className: "avertit", role: "status", hidden: true, dir: own });
    const told_ = problemsBeside({ onMend }), waits = el("div", { dir: own }), pane = { count, gauge, fill, busy, held, box, part, waits, told: told_, judged: wordsIn(part.body) };
    pane.element = el("section", { className: "rubrique", "aria-label": title, dir: spoken.direction }, el("header", {}, el("h2", { lang: spoken.language, dir: "auto" }, title), count), gauge,
      part.question ? el("p", { className: "question", dir: "auto" }, part.question) : null, part.choices?.length && !isAllPassages(part) ? strange(part) : null, waits, busy, held, isAllPassages(part) ? el("details", {}, el("summary", {}, say("raw")), box) : box,
      STARTS[part.holds] ? el("p", { className: "gestes", dir: own }, button(`add-${part.holds}`, () => begin(pane), { icon: "plus" })) : null, told_.element);
    pane.editor = editor(box, {
      text: write.bodies[part.name] ?? part.body, label: part.question ? say("pair", { name: title, more: part.question }) : title, hint: part.question,
      direction: spoken.direction, language: spoken.language, kind: "markdown", nonce,
      onChange(text) { write.body(part.name, text); rooms.clear(); countAgain(part.name); seek(); },
      onFocus() {
        if (!pane.busy.hidden) { turnAway(pane); return; }
        active = part.name;
        onFocus(active);
        seek();
      },
      onCaret() { onCaret(part.name); },
    });
    panes.set(part.name, pane);
    drawPassages(pane, part);
    const next = parts.slice(parts.indexOf(part) + 1).find((one) => panes.has(one.name));
    element.insertBefore(pane.element, next ? panes.get(next.name).element : null);
  }

  // One more name, or one more testimony, begun as the program reads it: its words are to be typed over.
  function begin(pane) {
    const [start, over] = STARTS[pane.part.holds](), text = [pane.editor.text.trimEnd(), start].filter(Boolean).join("\n\n");
    write.body(pane.part.name, text);
    pane.editor.replace(text);
    pane.editor.select(text.lastIndexOf(over), over.length);
  }

  function remove(name) {
    panes.get(name).editor.remove();
    panes.get(name).element.remove();
    panes.delete(name);
  }

  // Fields that hold a sentence, and say nothing yet.
  function textFields() {
    const said = { ...spoken.values, ...write.values };
    return spoken.fields.filter((one) => one.kind === "text" && !one.choices.length && !said[one.name]).map((one) => ({ id: one.name, title: named(one) }));
  }

  // What waits for its place in a part.
  function drawPassages(pane, part) {
    const found = onPut && part.passages?.length ? part.passages : [], rubrics = spoken.parts.filter((one) => !one.choices.length && one.name !== FRONT).map((one) => ({ id: one.name, title: one.title }));
    const shown = JSON.stringify([found, rubrics]);
    if (shown === pane.shown) return; // somebody may be choosing
    pane.shown = shown;
    pane.waits.replaceChildren(found.length ? passageList(say(part.name === BEFORE ? "before-help" : "waits-help"), found, { rubrics, fields: textFields() }, (...what) => onPut(part.name, ...what)) : "");
  }

  // What says which rubric a section is that is none: the likeliest is chosen already.
  function strange(part) {
    const which = el("select", { "aria-label": part.title }, part.choices.map((one) => el("option", { value: one.id }, say(one.is_there ? "join-rubric" : "is-rubric", { name: one.title }))));
    return el("div", { className: "avertit" }, el("p", {}, say(part.name === BEFORE ? "before-help" : "no-rubric")), el("p", {}, which, " ", button("choose", () => said(() => onJoin(part.name, which.value)))));
  }

  // Lines that begin a section, made those of a subtitle.
  function kept(pane, lines) {
    const typed = pane.editor.text.split("\n");
    for (const line of lines) typed[line - 1] = typed[line - 1].replace(/^(\W*?)##(?!#)[ \t]*/, "$1### ");
    write.body(pane.part.name, typed.join("\n"));
    pane.editor.replace(typed.join("\n"));
  }

  // Room is sought where somebody writes, then in the other panes, one after the other, until a key is pressed.
  function seek() {
    clearTimeout(timer);
    sought?.abort(); // else a search that nobody waits for would hold one of the few connections
    sought = new AbortController();
    turn += 1;
    const mine = turn, { signal } = sought;
    timer = setTimeout(async () => {
      for (const name of new Set([active, ...panes.keys()])) {
        if (mine !== turn || document.hidden) return;
        if (fits && words[name] && !rooms.has(name)) await seekIn(name, () => mine === turn, signal);
      }
    }, IDLE);
  }

  async function seekIn(name, isWanted, signal) {
    try {
      const found = await post(`${path}/place`, { base: write.base, bodies: write.bodies, values: write.values, rubric: name }, signal);
      if (isWanted()) rooms.set(name, found);
    } catch { /* of a text that cannot be laid out nobody knows */ }
    countAgain(name);
  }

  function countAgain(name) {
    const pane = panes.get(name), room = rooms.get(name);
    if (!pane) return;
    const known = room?.most !== undefined, since = wordsIn(pane.editor.text) - pane.judged;
    const own = words[name] === undefined ? "" : say("words", { count: Math.max(0, words[name] + since) });
    pane.gauge.hidden = !known;
    pane.count.textContent = known ? `${own} · ${say(roomOf(room), { count: room.most, more: room.kept })}` : own;
    if (known) pane.fill.style.inlineSize = `${(100 * words[name]) / Math.max(1, words[name] + room.kept)}%`;
    pane.gauge.classList.toggle("pleine", known && !room.kept);
  }

  return {
    element, add, seek,
    get active() { return active; },
    get isLocked() { return [...panes.values()].some((pane) => !pane.busy.hidden); },
    get isWriting() { return Boolean(panes.get(active)?.editor.hasFocus); },
    has: (name) => panes.has(name),
    show(name, line = 1, pattern = null) {
      const pane = panes.get(name);
      pane.element.scrollIntoView({ block: "nearest" });
      if (pattern) pane.editor.showMatch(pattern); else pane.editor.show(line);
    },
    nameOf: (name) => panes.get(name).part.title || say("before"),
    // where a problem is typed: the pane of its part and the line there; of a section that has none yet, where it is begun
    placeOf(one) {
      if (panes.has(one.part)) return { name: one.part, line: one.line - (panes.get(one.part).part.first || 1) + 1 };
      if (!one.part.startsWith(SECTION)) return null;
      const begun = [...panes].map(([name, pane]) => ({ name, line: pane.editor.text.split("\n").findIndex((line) => BEGUN.test(line)) + 1 }));
      return begun.find(({ line }) => line) ?? null;
    },
    judge(found) {
      words = found.words;
      fits = found.fits && !found.provisional;
      if (found.html !== seen) rooms.clear(); // a mend, a value or somebody else has made them others
      seen = found.html;
      for (const [name, pane] of panes) {
        pane.judged = wordsIn(pane.editor.text);
        countAgain(name);
        pane.told.draw(pane.part.choices?.length ? [] : found.problems.filter((one) => one.part === name));
        pane.editor.mark(found.problems.filter((one) => one.part === name).map((one) => ({
          line: one.line - (pane.part.first || 1) + 1, column: one.column, severity: one.severity === "note" ? "info" : one.severity, words: [one.message, one.hint].filter(Boolean).join(" ") })));
      }
      seek(); // what was sought until now the server has left, to make these pages
    },
    // what somebody else wrote, where nothing of ours waits
    take(found, ownBodies) {
      const { parts } = found, isOther = found.language !== spoken.language || found.direction !== spoken.direction;
      spoken = found;
      if (isOther) for (const name of [...panes.keys()]) remove(name); // each is made again, as it is written now
      const shown = parts.filter((part) => part.name !== FRONT), names = new Set(shown.map((part) => part.name));
      for (const name of [...panes.keys()]) {
        if (!names.has(name) && !ownBodies.has(name)) remove(name);
      }
      for (const part of shown) {
        const pane = panes.get(part.name);
        if (pane && !pane.editor.hasFocus && !ownBodies.has(part.name) && asked(pane.part) !== asked(part)) remove(part.name);
        if (!panes.has(part.name)) { add(part, shown); continue; }
        if (!ownBodies.has(part.name) && bare(pane.editor.text) !== bare(part.body)) pane.editor.replace(part.body);
        pane.part = part;
        drawPassages(pane, part);
      }
    },
    // what a window that is gone had typed
    restore(name, body) {
      if (!panes.has(name)) add({ name, title: "", question: "", body, first: 0 });
      panes.get(name).editor.replace(body);
    },
    // why what is typed in a part is not in the file; nothing: it is
    refuse(name, why) {
      const pane = panes.get(name);
      if (!pane) return;
      pane.held.hidden = !why;
      pane.held.replaceChildren(...(why ? [el("p", {}, why.said), why.lines.length ? el("p", {}, button("held-keep", () => kept(pane, why.lines), { className: "fort" }), " ", button("held-split", () => write.split(name))) : ""] : []));
    },
    hold(taken) {
      const pane = panes.get(active);
      if (pane) lock(pane, taken);
    },
    writers(found) { for (const [name, pane] of panes) if (!pane.editor.hasFocus) lock(pane, found[name]); },
    leave() {
      clearTimeout(timer);
      sought?.abort();
      turn += 1;
      for (const pane of panes.values()) pane.editor.remove();
    },
  };
}

// Words, nearly as the program counts them: what was typed since it did is counted with them.
function wordsIn(text) {
  return text.match(/[^\s\p{L}\p{N}]*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}

// What is said of the room that is left.
function roomOf({ most, kept, least }) {
  if (kept < most) return kept ? "room-kept" : "room-full";
  return least ? "room-least" : "room-left";
}

// A text as its file keeps it: the space or the line that somebody ends with stays in the box, for the next word.
function bare(text) {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}

// what a pane says above its words
function asked(part) {
  return JSON.stringify([part.title, part.choices, isAllPassages(part)]);
}

// Whether all that a part says are passages that wait.
function isAllPassages(part) {
  return part.name === BEFORE && Boolean(part.passages?.length);
}

// Whoever writes in it, if it is another window than this.
function lock(pane, writer) {
  const other = writer && writer.window !== WINDOW ? writer.name || say("somebody") : "";
  pane.editor.lock(Boolean(other));
  pane.busy.hidden = !other;
  if (other && pane.editor.hasFocus) turnAway(pane);
  const said = other ? say("written-by", { name: other }) : "";
  if (pane.busy.textContent !== said) pane.busy.textContent = said;
  pane.box.classList.toggle("pris", Boolean(other));
}

// Nobody types in what another writes: else a lock that lifts meanwhile would let the end of a sentence in.
function turnAway(pane) {
  requestAnimationFrame(() => pane.box.querySelector(":focus")?.blur());
}
