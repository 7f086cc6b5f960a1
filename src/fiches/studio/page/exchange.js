// What is asked of the studio's server, and what it tells by itself.
export const WINDOW = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);

export class Refused extends Error {
  constructor(status, told) {
    super(told.said ?? "");
    this.status = status;
    this.told = told;
  }
}

export function who() {
  return localStorage.getItem("nom") ?? "";
}

async function answered(answer) {
  const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

export async function get(path) {
  return answered(await fetch(`/api/${path}`));
}

const LONGEST = 60_000; // ms that an answer is waited for: what hangs is asked again

export async function post(path, body = {}, signal = AbortSignal.timeout(LONGEST)) {
  const headers = { "Content-Type": "application/json" };
  return answered(await fetch(`/api/${path}`, { method: "POST", signal, headers, body: JSON.stringify({ window: WINDOW, who: who(), ...body }) }));
}

export async function put(path, file) {
  const headers = { "Content-Type": "application/octet-stream" };
  return answered(await fetch(`/api/${path}?name=${encodeURIComponent(file.name)}`, { method: "PUT", headers, body: file }));
}

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
// `{kind: "again"}`: much may have happened.
export function connect(onLost, onBack) {
  let source = null, missed = false;
  const tell = (told) => { for (const call of [...listeners]) hear(call, told); };
  const begin = () => {
    source = new EventSource("/api/evenements");
    source.addEventListener("message", (event) => tell(JSON.parse(event.data)));
    source.addEventListener("error", onLost);
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
