// What was typed and is not saved yet: tried at once, saved in a moment, kept in this browser while the studio is away.
import { announce, ask, el, say } from "./elements.js";
import { drafts } from "./drafts.js";
import { farewell, get, post, Refused, STRANGER } from "./exchange.js";

const MOST_SENT = 5; // edits without an answer that are told again
const TRY = 120, SAVE = 700, AT_LATEST = 1500, AGAIN = 2000; // ms

// `path`: what is written, as its addresses begin; without `onTried`, nothing is tried before it is saved.
export function writing(path, told, { onTried, onState, onText, onHeld, onLeft }) {
  let base = told.base, parts = told.parts, bodies = {}, values = {}, read = {}, unanswered = [], held = {}, split = new Set(), since = 0, trying = false, waiting = false, saving = null, last = Promise.resolve(), timers = {};
  const kept = drafts(told.slug);
  const isDirty = () => Object.keys(bodies).length > 0 || Object.keys(values).length > 0;
  const isHeld = (name) => held[name] === bodies[name] && !split.has(name); // refused as it is: sent again when it is another
  const waits = () => Object.keys(values).length > 0 || Object.keys(bodies).some((name) => !isHeld(name));

  const keep = () => kept.keep(isDirty() ? { bodies, values, read, unanswered } : null);

  async function attempt() {
    if (!onTried) return;
    if (trying) { waiting = true; return; }
    trying = true;
    try { onTried(await post(`${path}/essai`, { base, bodies, values })); } catch (error) { if (error.status === 410) await readAgain(true); }
    trying = false;
    if (waiting) { waiting = false; attempt(); }
  }

  function typed() {
    since ||= Date.now();
    keep();
    onState("unsaved");
    clearTimeout(timers.attempt);
    timers.attempt = setTimeout(attempt, TRY);
    clearTimeout(timers.save);
    timers.save = setTimeout(save, Math.min(SAVE, Math.max(0, AT_LATEST - (Date.now() - since))));
  }

  // Answers that hold the text come one after the other: an older one would put back what was typed over.
  function inTurn(call) {
    const done = last.then(call);
    last = done.catch(() => {});
    return done;
  }

  function save() {
    saving ??= inTurn(() => saveNow(toSend())).finally(() => {
      saving = null;
      if (waits()) timers.save = setTimeout(save, since ? AGAIN : SAVE);
    });
    return saving;
  }

  const toSend = () => ({ bodies: Object.fromEntries(Object.entries(bodies).filter(([name]) => !isHeld(name))), values: { ...values } });

  async function saveNow(sent) {
    if (!Object.keys(sent.bodies).length && !Object.keys(sent.values).length) return;
    onState("saving");
    try {
      const asked = post(path, { base, ...sent, read, split: [...split], sent: unanswered });
      unanswered = [...unanswered, sent].slice(-MOST_SENT);
      keep();
      took(await asked, sent);
      since = 0;
      onState(isDirty() ? "unsaved" : "saved");
    } catch (error) { await refused(error, sent); }
  }

  // what was sent is on the disk; what was typed since is not
  function took(found, sent) {
    base = found.base;
    parts = found.parts;
    unanswered = [];
    for (const [name, body] of Object.entries(sent.bodies)) {
      split.delete(name);
      if (found.held[name]) { held[name] = body; onHeld(name, found.held[name]); continue; }
      delete held[name];
      onHeld(name, null);
      if (bodies[name] === body) { delete bodies[name]; delete read[name]; } else read[name] = said(name);
    }
    for (const [name, value] of Object.entries(sent.values)) if (values[name] === value) delete values[name];
    keep();
    onText(found, new Set(Object.keys(bodies)));
  }

  async function refused(error, sent) {
    if (!(error instanceof Refused)) { onState("unsaved"); return; } // told by the banner
    if (error.status === 410) { await readNow(true); return; }
    if (error.status === 423) { // parts that others write wait; the rest does not
      const { locked } = error.told;
      for (const [name, who] of Object.entries(locked)) onHeld(name, { said: say("waits-for", { name: who || say("somebody") }), lines: [] });
      onState("unsaved");
      await saveNow({ bodies: Object.fromEntries(Object.entries(sent.bodies).filter(([name]) => !(name in locked))), values: sent.values });
      return;
    }
    if (error.status === STRANGER) { onState("unsaved"); return; } // told by the banner
    if (error.status !== 409) { announce(error.message); onState("unsaved"); return; }
    const mine = [];
    for (const clash of error.told.clashes ?? []) {
      const choice = await ask(say("file-changed"), [el("div", { className: "deux" },
        el("section", {}, el("h3", {}, say("yours")), el("pre", {}, clash.ours)), el("section", {}, el("h3", {}, say("theirs")), el("pre", {}, clash.theirs)))],
        [["keep-mine", "mine", "fort"], ["keep-theirs", "theirs"]]);
      if (choice === "theirs") { delete bodies[clash.name]; delete values[clash.name]; delete read[clash.name]; } else mine.push(clash.name);
    }
    if (mine.length) took(await post(path, { base, bodies: pick(bodies, sent.bodies), values: pick(values, sent.values), read, forced: mine }), { bodies: pick(bodies, sent.bodies), values: pick(values, sent.values) });
    else await readNow();
    keep();
  }

  // what the file says in a part, as it was read last
  function said(name) {
    return parts.find((part) => part.name === name)?.body ?? "";
  }

  function pick(now, sent) {
    return Object.fromEntries(Object.entries(now).filter(([name]) => name in sent));
  }

  // Values that wait keep the text that they were typed over, so that another's are asked about, while it is known.
  async function readNow(isForgotten = false) {
    let found;
    try { found = await get(path); } catch (error) {
      if (error instanceof Refused) throw error;
      return; // told by the banner
    }
    if (isForgotten || !Object.keys(values).length) base = found.base;
    parts = found.parts;
    onText(found, new Set(Object.keys(bodies)));
    attempt();
  }

  const readAgain = (isForgotten = false) => inTurn(() => readNow(isForgotten));

  const warn = (event) => { if (isDirty()) { save(); event.preventDefault(); } };
  addEventListener("beforeunload", warn);
  return {
    get base() { return base; },
    get bodies() { return bodies; },
    get values() { return values; },
    body(name, text) { read[name] ??= said(name); bodies[name] = text; typed(); },
    split(name) { split.add(name); typed(); },
    value(name, value) { values[name] = value; typed(); },
    // What windows that are gone have left is typed again here; a part that two of them left waits for the next time.
    async begin() {
      attempt();
      for (const left of await kept.left()) {
        const mine = Object.keys(left.bodies).filter((name) => !(name in bodies)), own = Object.keys(left.values).filter((name) => !(name in values));
        for (const name of mine) { bodies[name] = left.bodies[name]; read[name] = left.read?.[name] ?? said(name); onLeft(name, bodies[name]); }
        for (const name of own) values[name] = left.values[name];
        unanswered = [...unanswered, ...(left.unanswered ?? [])].slice(-MOST_SENT);
        if (!mine.length && !own.length) continue;
        typed();
        kept.took(left, mine, own);
      }
    },
    attempt, save, readAgain,
    // the last words of a window that closes
    farewell() { if (waits()) farewell(path, { base, ...toSend(), read, split: [...split], sent: unanswered }); },
    async leave() { clearTimeout(timers.attempt); clearTimeout(timers.save); removeEventListener("beforeunload", warn); await save(); kept.leave(); },
  };
}
