// What is asked of the studio's server, and what it tells by itself.
import { say } from "./elements.js";

export const WINDOW = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);

export const STRANGER = 403; // the status of who was not let in: the studio was started anew since

export class Refused extends Error {
  constructor(status, told) {
    super(told.said || say(status === STRANGER ? "came-back" : "not-done"));
    this.status = status;
    this.told = told;
  }
}

export function who() {
  return localStorage.getItem("nom") ?? "";
}

async function reached(path, how) {
  try { return await fetch(path, how); } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(say("offline"), { cause: error });
  }
}

async function answered(asked) {
  const answer = await asked;
  const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

export async function get(path) {
  return answered(reached(`/api/${path}`));
}

const LONGEST = 60_000; // ms that an answer is waited for: what hangs is asked again

export async function post(path, body = {}, signal = AbortSignal.timeout(LONGEST)) {
  const headers = { "Content-Type": "application/json" };
  return answered(reached(`/api/${path}`, { method: "POST", signal, headers, body: JSON.stringify({ window: WINDOW, who: who(), ...body }) }));
}

// Said by a window that closes: nobody waits for the answer, and what is too long for a browser stays kept in it.
export function farewell(path, body = {}) {
  fetch(`/api/${path}`, { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ window: WINDOW, who: who(), ...body }) }).catch(() => {});
}

const MOST = Number(document.querySelector("meta[name=plus-lourd]").content); // bytes of a file

export async function put(path, file) {
  if (file.size > MOST) throw new Error(say("too-heavy", { count: Math.floor(MOST / 1e6), more: Math.ceil(file.size / 1e6) }));
  const headers = { "Content-Type": "application/octet-stream" };
  return answered(reached(`/api/${path}?name=${encodeURIComponent(file.name)}`, { method: "PUT", headers, body: file }));
}

const AGAIN = 2000; // ms after which a stream of events that was refused is asked for again
const NOTHING = "/api/"; // an address where nothing is: only whether we are let in is seen
const listeners = new Set();
export function listen(call) {
  listeners.add(call);
  return () => listeners.delete(call);
}

// What is done about an event; that the studio is away is told by the banner.
async function hear(call, told) {
  try { await call(told); } catch (error) { if (error instanceof Refused) throw error; }
}

// Listens while this window is seen: a browser has few connections for all of its windows. Back in sight, it is told
// `{kind: "again"}`: much may have happened, and so when the studio is back. A browser gives up for good what was refused
// once: it is begun again. `onLost` is told whether the studio is there, and does not know this window.
export function connect(onLost, onBack) {
  let source = null, missed = false;
  const tell = (told) => { for (const call of [...listeners]) hear(call, told); };
  const lost = async (own) => {
    missed = true;
    const isStranger = await fetch(NOTHING).then((answer) => answer.status === STRANGER, () => false);
    if (source !== own || own.readyState === EventSource.OPEN) return;
    onLost(isStranger);
    if (own.readyState === EventSource.CLOSED) setTimeout(() => { if (source === own) begin(); }, AGAIN);
  };
  const begin = () => {
    const own = source = new EventSource("/api/evenements");
    source.addEventListener("message", (event) => tell(JSON.parse(event.data)));
    source.addEventListener("error", () => lost(own));
    source.addEventListener("open", () => {
      onBack();
      if (missed) tell({ kind: "again" });
      missed = false;
    });
  };
  document.addEventListener("visibilitychange", () => {
    source?.close();
    source = null;
    missed = true;
    if (!document.hidden) begin();
  });
  begin();
}
