// The formats that sheets may be in, told by what each is for and which map it has.
import { el, say } from "./elements.js";
import { get } from "./exchange.js";

let known = null;

// A list of them in which one is chosen; without a name, `own` says what that means.
export function modelChoice(id, chosen, own = "") {
  const first = own ? el("option", { value: "" }, own) : null, select = el("select", { id }, first, chosen ? el("option", { value: chosen }, say("loading")) : null);
  select.value = chosen;
  const seen = new IntersectionObserver(async (entries) => { // read when it is looked at: there are many files behind it
    if (!entries.some((one) => one.isIntersecting)) return;
    seen.disconnect();
    known ??= get("modeles").catch(() => null); // that the studio is away is told by the banner
    const every = await known, { value } = select;
    if (!every) { known = null; return; }
    select.replaceChildren(...[first, ...every.map((one) => el("option", { value: one.id, title: one.said }, `${say(`map-${one.map}`)} – ${one.said.replace(/\.$/, "")}`))].filter(Boolean));
    select.value = value;
  });
  seen.observe(select);
  return select;
}
