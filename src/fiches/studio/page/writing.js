// What was typed and is not saved yet: tried at once, saved in a moment, kept in this browser while the studio is away.
import { announce, ask, el, say } from "./elements.js";
import { get, post, Refused } from "./exchange.js";

const TRY = 120, SAVE = 700, AT_LATEST = 1500, AGAIN = 2000; // ms

export function writing(slug, told, { onTried, onState, onText }) {
  let base = told.base, bodies = {}, values = {}, since = 0, trying = false, waiting = false, saving = false, timers = {};
  const kept = `reste/${slug}`;
  const left = JSON.parse(localStorage.getItem(kept) ?? "null");
  const isDirty = () => Object.keys(bodies).length > 0 || Object.keys(values).length > 0;

  async function attempt() {
    if (trying) { waiting = true; return; }
    trying = true;
    try { onTried(await post(`fiches/${slug}/essai`, { base, bodies, values })); } catch (error) { if (error.status === 410) await readAgain(); }
    trying = false;
    if (waiting) { waiting = false; attempt(); }
  }

  function typed() {
    since ||= Date.now();
    localStorage.setItem(kept, JSON.stringify({ bodies, values }));
    onState("unsaved");
    clearTimeout(timers.attempt);
    timers.attempt = setTimeout(attempt, TRY);
    clearTimeout(timers.save);
    timers.save = setTimeout(save, Math.min(SAVE, Math.max(0, AT_LATEST - (Date.now() - since))));
  }

  async function save(forced = []) {
    if (saving || !isDirty()) return;
    saving = true;
    const sent = { bodies: { ...bodies }, values: { ...values } };
    onState("saving");
    try {
      took(await post(`fiches/${slug}`, { base, ...sent, forced }), sent);
      since = 0;
      onState(isDirty() ? "unsaved" : "saved");
    } catch (error) { await refused(error, sent); }
    saving = false;
    if (isDirty()) timers.save = setTimeout(save, since ? AGAIN : SAVE);
  }

  // what was sent is on the disk; what was typed since is not
  function took(found, sent) {
    base = found.base;
    for (const [name, body] of Object.entries(sent.bodies)) if (bodies[name] === body) delete bodies[name];
    for (const [name, value] of Object.entries(sent.values)) if (values[name] === value) delete values[name];
    if (isDirty()) localStorage.setItem(kept, JSON.stringify({ bodies, values })); else localStorage.removeItem(kept);
    onText(found, new Set(Object.keys(bodies)), new Set(Object.keys(values)));
  }

  async function refused(error, sent) {
    if (!(error instanceof Refused)) { onState("offline"); return; }
    if (error.status === 410) { await readAgain(); return; }
    if (error.status === 423) { announce(say("written-by", { name: error.told.who })); onState("unsaved"); return; }
    if (error.status !== 409) { announce(error.message); onState("unsaved"); return; }
    const mine = [];
    for (const clash of error.told.clashes ?? []) {
      const choice = await ask(say("file-changed"), [el("div", { className: "deux" },
        el("section", {}, el("h3", {}, say("yours")), el("pre", {}, clash.ours)), el("section", {}, el("h3", {}, say("theirs")), el("pre", {}, clash.theirs)))],
        [["keep-mine", "mine", "fort"], ["keep-theirs", "theirs"]]);
      if (choice === "theirs") { delete bodies[clash.name]; delete values[clash.name]; } else mine.push(clash.name);
    }
    if (mine.length) took(await post(`fiches/${slug}`, { base, bodies: pick(bodies, sent.bodies), values: pick(values, sent.values), forced: mine }), sent);
    else await readAgain();
  }

  function pick(now, sent) {
    return Object.fromEntries(Object.entries(now).filter(([name]) => name in sent));
  }

  async function readAgain() {
    const found = await get(`fiches/${slug}`);
    base = found.base;
    onText(found, new Set(Object.keys(bodies)), new Set(Object.keys(values)));
    attempt();
  }

  const warn = (event) => { if (isDirty()) { save(); event.preventDefault(); } };
  addEventListener("beforeunload", warn);
  return {
    get base() { return base; },
    get bodies() { return bodies; },
    get values() { return values; },
    body(name, text) { bodies[name] = text; typed(); },
    value(name, value) { values[name] = value; typed(); },
    begin() {
      if (left) { Object.assign(bodies, left.bodies); Object.assign(values, left.values); if (isDirty()) typed(); }
      attempt();
    },
    restored: left?.bodies ?? {},
    attempt, save, readAgain,
    async leave() { clearTimeout(timers.attempt); clearTimeout(timers.save); removeEventListener("beforeunload", warn); await save(); },
  };
}
