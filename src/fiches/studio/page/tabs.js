// Tabs, each with what it holds, turned by keys as those of other programs; each is where it was read to.
import { button, el, say } from "./elements.js";

// `areas`: by name, an element; `onOpen(name)` is called when one is shown.
export function tabbed(title, areas, onOpen) {
  const names = Object.keys(areas), scrolled = new Map();
  const panels = Object.fromEntries(names.map((name) => [name, el("section", { role: "tabpanel", id: `volet-${name}`, className: "volet", "aria-labelledby": `onglet-${name}`, hidden: true }, areas[name])]));
  const tabs = Object.fromEntries(names.map((name) => [name, button(name, () => open(name), { role: "tab", id: `onglet-${name}`, "aria-controls": `volet-${name}` })]));
  for (const name of names) tabs[name].addEventListener("keydown", turn);

  function turn(event) {
    const ahead = getComputedStyle(event.target).direction === "rtl" ? "ArrowLeft" : "ArrowRight", behind = ahead === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const now = names.findIndex((name) => tabs[name] === event.target), to = { [ahead]: now + 1, [behind]: now - 1, Home: 0, End: names.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = names[(to + names.length) % names.length];
    open(next);
    tabs[next].focus();
  }

  function open(name) {
    const shown = names.find((each) => !panels[each].hidden), box = panels[name].parentElement;
    if (shown) scrolled.set(shown, box?.scrollTop);
    for (const each of names) {
      panels[each].hidden = each !== name;
      tabs[each].setAttribute("aria-selected", String(each === name));
      tabs[each].tabIndex = each === name ? 0 : -1;
    }
    box?.scrollTo(0, scrolled.get(name) ?? 0);
    tabs[name].scrollIntoView({ block: "nearest", inline: "nearest" });
    onOpen(name);
  }

  return {
    element: el("div", { className: "ecrit" }, el("div", { className: "onglets", role: "tablist", "aria-label": title }, Object.values(tabs)), Object.values(panels)),
    open,
    isOpen: (name) => !panels[name].hidden,
    // how many things wait in a tab
    count(name, count, isGrave) { tabs[name].replaceChildren(say(name), count ? el("span", { className: isGrave ? "nombre grave" : "nombre" }, String(count)) : ""); },
  };
}
