// The formats that sheets may be in, told by what each is for and which map it has.
import { el, say } from "./elements.js";
import { get } from "./exchange.js";

let known = null;

// A list of them in which one is chosen; without a name, `own` says what that means.
export function modelChoice(id, chosen, own = "") {
  const select = el("select", { id }, own ? el("option", { value: "" }, own) : null);
  known ??= get("modeles");
  known.then((every) => {
    select.append(...every.map((one) => el("option", { value: one.id, title: one.said }, `${one.said.replace(/\.$/, "")} (${say(`map-${one.map}`)})`)));
    select.value = chosen;
  });
  return select;
}
