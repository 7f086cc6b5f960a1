// The panes of a sheet's text: one a rubric, with its question, its words and the room that its pages still have.
import { el, say } from "./elements.js";
import { post } from "./exchange.js";
import { editor } from "./editor.js";

const nonce = document.querySelector("meta[name=nonce]").content;
const IDLE = 500; // ms without a key, after which room is sought

export function rubrics(slug, told, write, { onFocus, onCaret }) {
  const element = el("div", {}), panes = new Map(), rooms = new Map();
  let active = "", words = {}, fits = false, timer = null, turn = 0;

  function add(part) {
    const count = el("span", { className: "compte doux" }), fill = el("span", {}), gauge = el("span", { className: "jauge", "aria-hidden": "true", hidden: true }, fill);
    const box = el("div", { className: "champ" }), busy = el("p", { className: "avis", role: "status", hidden: true }), title = part.title || say("text");
    const pane = { count, gauge, fill, busy, box, part };
    pane.element = el("section", { className: "rubrique", "aria-label": title }, el("header", {}, el("h2", { lang: told.language, dir: "auto" }, title), count), gauge,
      part.question ? el("p", { className: "question", dir: "auto" }, part.question) : null, busy, box);
    pane.editor = editor(box, {
      text: write.restored[part.name] ?? part.body, label: part.question ? `${title} : ${part.question}` : title, hint: part.question,
      direction: told.direction, language: told.language, kind: "markdown", nonce,
      onChange(text) { write.body(part.name, text); rooms.clear(); seek(); },
      onFocus() { active = part.name; onFocus(active); seek(); },
      onCaret() { onCaret(part.name); },
    });
    panes.set(part.name, pane);
    element.append(pane.element);
  }

  // Room is sought where somebody writes, then in the other panes, one after the other, until a key is pressed.
  function seek() {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    timer = setTimeout(async () => {
      for (const name of new Set([active, ...panes.keys()])) {
        if (mine !== turn || document.hidden) return;
        if (fits && words[name] && !rooms.has(name)) await seekIn(name, () => mine === turn);
      }
    }, IDLE);
  }

  async function seekIn(name, isWanted) {
    try {
      const found = await post(`fiches/${slug}/place`, { base: write.base, bodies: write.bodies, values: write.values, rubric: name });
      if (isWanted()) rooms.set(name, found);
    } catch { /* of a text that cannot be laid out nobody knows */ }
    count(name);
  }

  function count(name) {
    const pane = panes.get(name), room = rooms.get(name);
    if (!pane) return;
    const own = words[name] === undefined ? "" : say("words", { count: words[name] });
    const known = room?.most !== undefined;
    pane.gauge.hidden = !known;
    pane.count.textContent = known ? `${own} · ${say(room.kept < room.most ? "room-kept" : room.least ? "room-least" : "room-left", { count: `${room.most}${room.least && room.kept < room.most ? "+" : ""}`, more: room.kept })}` : own;
    if (known) pane.fill.style.inlineSize = `${(100 * words[name]) / Math.max(1, words[name] + room.kept)}%`;
    pane.gauge.classList.toggle("pleine", known && !room.kept);
  }

  return {
    element, add, seek,
    get active() { return active; },
    get isWriting() { return Boolean(panes.get(active)?.editor.hasFocus); },
    has: (name) => panes.has(name),
    show(name, line = 1, pattern = null) {
      const pane = panes.get(name);
      pane.element.scrollIntoView({ block: "nearest" });
      if (pattern) pane.editor.showMatch(pattern); else pane.editor.show(line);
    },
    lineOf: (name, line) => line - (panes.get(name).part.first || 1) + 1,
    judge(found) {
      words = found.words;
      fits = found.fits;
      for (const [name, pane] of panes) {
        count(name);
        pane.editor.mark(found.problems.filter((one) => one.part === name).map((one) => ({
          line: one.line - (pane.part.first || 1) + 1, column: one.column, severity: one.severity === "note" ? "info" : one.severity, words: [one.message, one.hint].filter(Boolean).join(" ") })));
      }
      if (!rooms.size) seek();
    },
    // what somebody else wrote, where nothing of ours waits
    take(parts, ownBodies) {
      for (const part of parts) {
        const pane = panes.get(part.name);
        if (!pane) continue;
        if (!ownBodies.has(part.name)) pane.editor.replace(part.body);
        pane.part = part;
      }
    },
    hold(taken) {
      const pane = panes.get(active);
      if (pane) lock(pane, taken);
    },
    writers(found) { for (const [name, pane] of panes) if (!pane.editor.hasFocus) lock(pane, found[name]); },
    leave() {
      clearTimeout(timer);
      turn += 1;
      for (const pane of panes.values()) pane.editor.remove();
    },
  };
}

function lock(pane, other) {
  pane.editor.lock(Boolean(other));
  pane.busy.hidden = !other;
  const said = other ? say("written-by", { name: other }) : "";
  if (pane.busy.textContent !== said) pane.busy.textContent = said;
  pane.box.classList.toggle("pris", Boolean(other));
}
