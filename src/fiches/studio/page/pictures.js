// The photos of a sheet: dropped, seen as they are, asked about at once; a touch says what must stay in the frame.
import { announce, button, el, say } from "./elements.js";
import { put } from "./exchange.js";
import { control } from "./form.js";
import { said } from "./home.js";

const STEP = 5; // % by which an arrow moves the focus

export function pictures(field, photos, changed) {
  let rows = [];
  const list = el("div", {});
  const input = el("input", { type: "file", accept: "image/*,.heic", multiple: true, id: "depot" });
  const drop = el("div", { className: "depot" }, el("label", { htmlFor: "depot" }, say("add-picture")), input, el("p", { className: "doux" }, say("drop")));
  const value = () => rows.map((row) => row.value());
  const take = (files) => said(async () => {
    for (const file of files) {
      const { file: name } = await put("images", file);
      add({ fichier: name });
      announce(name);
    }
    changed();
  });
  input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("dessus"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("dessus"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("dessus"); take([...event.dataTransfer.files]); });

  function add(photo) {
    const known = { ...photo };
    const point = el("span", { className: "point", hidden: true }), image = el("img", { src: `/sheets/${photo.fichier}`, alt: photo.alt ?? photo.legende ?? photo.fichier });
    const frame = el("button", { type: "button", className: "cadre-photo", title: say("focus"), "aria-label": `${say("focus")} : ${photo.fichier}` }, image, point);
    const place = (x, y) => {
      known.cadrage = [String(Math.round(x)), String(Math.round(y))];
      mark();
      changed();
    };
    const mark = () => {
      const [x, y] = at(known.cadrage);
      point.hidden = x === null;
      point.style.left = `${x}%`;
      point.style.top = `${y}%`;
    };
    frame.addEventListener("click", (event) => {
      const box = image.getBoundingClientRect();
      if (event.detail) place((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    });
    frame.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
      if (!by) return;
      event.preventDefault();
      const [x, y] = at(known.cadrage);
      place(Math.min(100, Math.max(0, (x ?? 50) + by[0])), Math.min(100, Math.max(0, (y ?? 33) + by[1])));
    });
    const asked = field.fields.filter((one) => !["fichier", "cadrage"].includes(one.name));
    const controls = asked.map((one) => [one.name, control(one, photo[one.name], changed)]);
    const row = {
      value: () => ({ ...known, ...Object.fromEntries(controls.map(([name, one]) => [name, one.value()])) }),
    };
    const out = el("fieldset", {}, el("legend", {}, photo.fichier),
      el("div", { className: "photo" }, frame, el("div", {}, controls.map(([, one]) => one.element),
        button("remove", () => { rows = rows.filter((one) => one !== row); out.remove(); changed(); }))));
    rows.push(row);
    list.append(out);
    mark();
  }
  photos.forEach(add);
  return { element: el("div", {}, list, drop), value };
}

function at(framing) {
  const typed = Array.isArray(framing) ? framing : [];
  return typed.length === 2 && typed.every((one) => !Number.isNaN(Number.parseFloat(one))) ? typed.map(Number.parseFloat) : [null, null];
}
