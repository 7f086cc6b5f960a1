// The photos of a sheet: dropped, asked about at once, seen as their places cut them; a drag says what must stay.
import { announce, button, el, icon, said, say } from "./elements.js";
import { put } from "./exchange.js";
import { control } from "./form.js";

const STEP = 5; // % by which an arrow moves the focus
const USUAL = [50, 33]; // where the subject is taken to be when nobody says it

// `onPage(number)`: the page of the photo that is looked at
export function pictures(field, photos, changed, onPage) {
  let rows = [], coming = 0;
  const list = el("div", {}), none = el("p", { className: "doux" }, say("no-photos"));
  const input = el("input", { type: "file", accept: "image/*,.heic", multiple: true, id: "depot" });
  const drop = el("div", { className: "depot" }, icon("picture"), el("label", { htmlFor: "depot" }, say("add-picture")), input, el("p", { className: "doux" }, say("drop")));
  const value = () => rows.map((row) => row.value());
  const take = (files) => said(async () => {
    const refused = [];
    for (const file of files) {
      coming += 1;
      try {
        const { file: name } = await put("images", file);
        add({ fichier: name });
        changed();
        announce(name);
      } catch (error) { refused.push([say("pair", { name: file.name, more: error.message }), error.told?.hint].filter(Boolean).join(" ")); } finally { coming -= 1; }
    }
    if (refused.length) throw new Error(refused.join("\n"));
  });
  input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("dessus"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("dessus"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("dessus"); take([...event.dataTransfer.files]); });

  function add(photo) {
    const frame = framed(photo, changed), told = el("div", { className: "places", role: "status" });
    const controls = field.fields.filter((one) => !["fichier", "cadrage"].includes(one.name)).map((one) => [one.name, control(one, photo[one.name], changed)]);
    const row = {
      name: photo.fichier,
      value: () => ({ ...photo, ...frame.value(), ...Object.fromEntries(controls.map(([name, one]) => [name, one.value()])) }),
      // what its place shows of it, and what is wrong with it, in words
      judge(crop, problems) {
        row.page = crop?.page;
        frame.crop(crop?.kept);
        told.replaceChildren(el("p", {}, crop ? [el("strong", {}, say("photo-page", { count: crop.page })), " ", say(`photo-${crop.where}`)] : say("not-placed")),
          crop ? el("p", { className: "doux" }, say("crop", { name: `${Math.round(crop.width)} × ${Math.round(crop.height)}`, more: Math.round(crop.ppi) })) : "",
          ...problems.map((one) => el("p", { className: one.severity === "error" ? "erreur" : "avis" }, one.message, one.hint ? el("span", { className: "doux" }, " ", one.hint) : "")));
      },
    };
    const out = el("fieldset", { on: { focusin() { if (row.page) onPage(row.page); } } }, el("legend", {}, photo.fichier.split("/").at(-1)),
      el("div", { className: "photo" }, el("div", {}, frame.element, el("p", { className: "aide" }, say("focus-help")), told), el("div", {}, controls.map(([, one]) => one.element),
        el("p", { className: "gestes" }, button("up", () => move(row, -1), { icon: "up", words: say("photo-sooner") }), button("down", () => move(row, 1), { icon: "down", words: say("photo-later") }), button("remove", () => { rows = rows.filter((one) => one !== row); out.remove(); none.hidden = rows.length > 0; changed(); }, { icon: "remove" })))));
    row.element = out;
    rows.push(row);
    none.hidden = true;
    list.append(out);
  }
  // The first photos have the best places.
  function move(row, by) {
    const at = rows.indexOf(row), to = at + by;
    if (to < 0 || to >= rows.length) return;
    rows.splice(at, 1);
    rows.splice(to, 0, row);
    if (by < 0) rows[to + 1].element.before(row.element); else rows[to - 1].element.after(row.element);
    announce(say("pair", { name: row.name.split("/").at(-1), more: to + 1 }));
    changed();
  }
  photos.forEach(add);
  return {
    element: el("div", {}, none, list, drop), value, isBusy: () => coming > 0,
    // what is wrong with them, but for what is told beside each
    judge(crops, problems) {
      const left = [...crops];
      rows.forEach((row, place) => {
        const at = left.findIndex((one) => one.name === row.name), crop = at < 0 ? null : left.splice(at, 1)[0];
        row.judge(crop, problems.filter((one) => one.item?.at === place));
      });
      return problems.filter((one) => !rows[one.item?.at]);
    },
  };
}

// A picture on which a point can be dragged, or moved by arrows, and over which what its place hides is dim.
function framed(photo, changed) {
  let [x, y] = at(photo.cadrage), isOwn = x !== null;
  if (!isOwn) [x, y] = USUAL;
  const point = el("span", { className: "point" }), window_ = el("span", { className: "fenetre", hidden: true }), image = el("img", { src: `/sheets/${photo.fichier}`, alt: photo.alt ?? photo.legende ?? photo.fichier, draggable: false });
  const element = el("button", { type: "button", className: "cadre-photo", title: say("focus"), "aria-label": say("pair", { name: say("focus"), more: photo.fichier }) }, image, window_, point);
  const mark = () => {
    point.style.left = `${x}%`;
    point.style.top = `${y}%`;
    point.classList.toggle("suppose", !isOwn);
  };
  const place = (across, down) => {
    [x, y] = [across, down].map((one) => Math.round(Math.min(100, Math.max(0, one))));
    isOwn = true;
    mark();
    changed();
  };
  const follow = (event) => {
    const box = image.getBoundingClientRect();
    place((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
  };
  element.addEventListener("pointerdown", (event) => { element.setPointerCapture(event.pointerId); follow(event); });
  element.addEventListener("pointermove", (event) => { if (element.hasPointerCapture(event.pointerId)) follow(event); });
  element.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (!by) return;
    event.preventDefault();
    place(x + by[0], y + by[1]);
  });
  mark();
  return {
    element,
    value: () => (isOwn && (x !== at(photo.cadrage)[0] || y !== at(photo.cadrage)[1]) ? { cadrage: [String(x), String(y)] } : {}),
    crop(kept) {
      window_.hidden = !kept;
      if (!kept) return;
      const [left, top, right, foot] = kept.map((share) => 100 * share);
      Object.assign(window_.style, { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${foot - top}%` });
    },
  };
}

function at(framing) {
  const typed = Array.isArray(framing) ? framing.map(Number.parseFloat) : [];
  return typed.length === 2 && typed.every(Number.isFinite) ? typed : [null, null];
}
