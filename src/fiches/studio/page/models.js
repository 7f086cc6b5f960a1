// The formats that sheets may be in, told by what each is for and which map it has.
import { el, say } from "./elements.js";
import { get } from "./exchange.js";

let known = null;

// A list of them in which one is chosen; without a name, `own` says what that means.
export function modelChoice(id, chosen, own = "") {
  const first = own ? el("option", { value: "" }, own) : null, select = el("select", { id }, first, chosen ? el("option", { value: chosen }, say("loading")) : null);
  select.value = chosen;
  known ??= get("modeles");
  known.then((every) => {
    const { value } = select;
    select.replaceChildren(...[first, ...every.map((one) => el("option", { value: one.id, title: one.said }, `${say(`map-${one.map}`)} – ${one.said.replace(/\.$/, "")}`))].filter(Boolean));
    select.value = value;
  });
  return select;
}
