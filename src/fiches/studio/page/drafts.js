// What each window typed and has not saved, kept in this browser: its own, and what those that are gone have left.
import { WINDOW } from "./exchange.js";

const ANSWER = 1000; // ms that windows have to say that they are there, where the browser does not say it itself

export function drafts(slug) {
  const first = `reste/${slug}`, own = `${first}/${WINDOW}`, channel = new BroadcastChannel(first), there = new Set();
  channel.addEventListener("message", ({ data }) => { if (data.asks) channel.postMessage({ is: own }); else there.add(data.is); });

  // A window holds a lock as long as it is open; browsers have locks where nobody can listen: on this machine, or by https.
  let leave = () => {};
  navigator.locks?.request(own, () => new Promise((resolve) => { leave = resolve; }));

  async function present() {
    if (navigator.locks) return new Set((await navigator.locks.query()).held.map((one) => one.name));
    channel.postMessage({ asks: own });
    await new Promise((resolve) => { setTimeout(resolve, ANSWER); });
    return there;
  }

  function keep(key, draft) {
    if (draft) localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() })); else localStorage.removeItem(key);
  }

  return {
    keep: (draft) => keep(own, draft),
    // the drafts of this sheet that no open window has, the oldest first
    async left() {
      const names = Object.keys(localStorage).filter((key) => key === first || key.startsWith(`${first}/`));
      if (!names.length) return [];
      const found = names.map((key) => ({ bodies: {}, values: {}, at: 0, ...JSON.parse(localStorage.getItem(key)), key }));
      const windows = await present();
      return found.filter((one) => one.key === own || !windows.has(one.key)).sort((one, other) => one.at - other.at);
    },
    // some parts and keys of a draft are typed again: what is left of it stays
    took({ key, at, ...draft }, bodies, values) {
      if (key === own) return;
      const rest = { ...draft, bodies: { ...draft.bodies }, values: { ...draft.values } };
      for (const name of bodies) delete rest.bodies[name];
      for (const name of values) delete rest.values[name];
      keep(key, Object.keys(rest.bodies).length || Object.keys(rest.values).length ? rest : null);
    },
    leave() { channel.close(); leave(); },
  };
}
