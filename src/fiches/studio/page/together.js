// Who writes where, told to other windows: a pane is one's own while one writes in it, and is left at once.
import { farewell, get, post } from "./exchange.js";

const HEARTBEAT = 10_000; // ms

// `path`: what is written, as its addresses begin; `text`: its panes
export function together(path, text, write) {
  let beat = null;
  const tell = (part) => post(`${path}/ecrire`, { part });
  const gone = () => { write.farewell(); farewell(`${path}/ecrire`); };
  const kept = async (call) => { try { await call(); } catch { /* told by the banner */ } };

  const hold = () => kept(async () => text.hold((await tell(text.active)).taken));
  const ask = () => kept(async () => text.writers((await get(path)).writers)); // who went without a word is forgotten in a while
  return {
    hold, ask,
    left: () => kept(async () => { await write.save(); if (!text.isWriting) await tell(""); }),
    begin() {
      beat = setInterval(() => { if (text.isWriting) hold(); else if (text.isLocked) ask(); }, HEARTBEAT);
      addEventListener("pagehide", gone);
    },
    async leave() {
      clearInterval(beat);
      removeEventListener("pagehide", gone);
      await write.leave();
      await tell("");
    },
  };
}
