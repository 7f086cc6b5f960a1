// A sheet: what is written on one side, the pages that it makes on the other.
import { button, el, said, say } from "./elements.js";
import { get, listen, post, WINDOW } from "./exchange.js";
import { facts } from "./facts.js";
import { past } from "./past.js";
import { preview } from "./preview.js";
import { problemList } from "./problems.js";
import { reviews } from "./review.js";
import { rubrics } from "./rubrics.js";
import { sides } from "./sides.js";
import { standing } from "./standing.js";
import { tabbed } from "./tabs.js";
import { together } from "./together.js";
import { VOICES, voiceList } from "./voices.js";
import { works } from "./works.js";
import { writing } from "./writing.js";

export async function sheet(slug, back) {
  const [told, used] = await Promise.all([get(`fiches/${slug}`), get("usages")]);
  const state = el("span", { role: "status", className: "doux sauve" }), summary = el("span", { className: "marques", role: "status" });
  const why = el("span", {}), notice = el("p", { className: "avertit", role: "status", hidden: true }, why, " ", button("problems", () => open("problems")));
  const title = told.values?.titre || slug, heading = el("h1", { lang: told.language, dir: "auto", title }, title);
  let current = told, last = null;

  const write = writing(`fiches/${slug}`, told, {
    onState(name) { state.textContent = say(name); },
    onTried: judge,
    onHeld(name, why) { text.refuse(name, why); },
    onLeft(name, body) { text.restore(name, body); },
    onText(found, ownBodies) {
      current = found;
      heading.lang = found.language;
      text.take(found, ownBodies);
      text.writers(found.writers);
      form.draw(current);
    },
  });
  const pages = preview(slug, { onPick(names, pattern) {
    const name = names.find((one) => text.has(one));
    if (!name) return;
    open("text");
    both.showWritten();
    text.show(name, 1, pattern);
  } });
  const text = rubrics(`fiches/${slug}`, told, write, {
    onFocus(name) { pages.show(name); writers.hold(); },
    onLeave() { writers.left(); },
    onCaret(name) { pages.light(name); },
    onMend: mend,
    onPut: (part, passage, where) => said(async () => {
      await write.save();
      await post(`fiches/${slug}/passage`, { base: write.base, part, passage, ...where });
      await write.readAgain();
    }),
    async onJoin(part, rubric) {
      await write.save();
      await post(`fiches/${slug}/rubrique`, { base: write.base, part, rubric });
      await write.readAgain();
    },
  });
  const form = facts(write, used, mend, { onModel: reform, onPage: pages.turnTo }), made = works([slug]), saves = past(`fiches/${slug}`, write);
  const writers = together(`fiches/${slug}`, text, write);
  const voices = voiceList((chosen) => { write.value(VOICES, chosen); drawVoices(); });
  const review = reviews(slug, { parts: () => current.parts, active: () => text.active, onGo(name) { open("text"); text.show(name); } });
  const wrong = problemList({ onGo: goTo, onMend: mend, onPlace(one) { goTo(one); form.onPlace(one); }, nameOf });

  function mend(found) {
    return said(async () => {
      await write.save();
      await post(`fiches/${slug}/corriger`, { base: write.base, mend: found });
      await write.readAgain();
    });
  }

  // In another format fields, rubrics and pages are others: all is shown anew.
  function reform(format) {
    return said(async () => {
      await write.save();
      await post(`fiches/${slug}/modele`, { base: write.base, format });
      dispatchEvent(new HashChangeEvent("hashchange"));
    });
  }

  function judge(found) {
    last = found;
    if (found.html) pages.draw(found);
    if (found.title && heading.textContent !== found.title) {
      heading.textContent = heading.title = found.title;
      document.title = `${found.title} – fiches`;
    }
    notice.hidden = Boolean(found.html) && !found.provisional;
    why.textContent = say(found.html ? "provisional" : "unreadable");
    const told_ = standing(found);
    if (summary.textContent !== told_.map((one) => one.textContent).join("")) summary.replaceChildren(...told_);
    text.judge(found);
    form.judge(found);
    wrong.draw(found);
    tabs.count("problems", found.problems.length, found.counts.error);
    drawVoices();
  }

  function drawVoices() {
    voices.draw([write.values[VOICES] ?? current.values?.[VOICES] ?? []].flat(), last?.voices ?? [], current, Boolean(last?.html));
  }

  function nameOf(one) {
    const place = text.placeOf(one);
    return place ? text.nameOf(place.name) : one.key && form.nameOf(one);
  }

  function goTo(one) {
    const place = text.placeOf(one);
    if (place) { open("text"); text.show(place.name, place.line); return; }
    open(form.holds(one.key));
    form.focus(one.key);
  }

  // The PDF of what was just typed, in a window that the next one takes again.
  function showPdf() {
    const shown = window.open("", `pdf-${slug}`);
    said(async () => {
      await write.save();
      shown.location.replace(`/pdf/${slug}`);
    });
  }

  const areas = { text: text.element, facts: form.form, pictures: form.photos, voices: voices.element, problems: wrong.element, review: review.element, history: saves.element, made: made.element };
  const tabs = tabbed(title, areas, (name) => {
    if (name === "history") said(saves.draw);
    if (name === "review") said(review.draw);
  });
  const { open } = tabs;

  const stop = listen(async (event) => {
    if (event.kind === "again") { await write.readAgain(); return; }
    if (event.slug !== slug || event.window === WINDOW) return;
    if (event.kind === "saved") await write.readAgain();
    if (event.kind === "reviewed" && tabs.isOpen("review")) await review.draw();
    if (event.kind === "writers") await writers.ask();
  });
  const facing = button("facing", () => facing.setAttribute("aria-pressed", String(pages.facing())), { "aria-pressed": "false", icon: "facing" });
  const both = sides(tabs.element,
    el("div", { className: "vu" }, el("div", { className: "outils" }, button("zoom-out", () => pages.zoom(0.8), { icon: "less", alone: true }), button("zoom-in", () => pages.zoom(1.25), { icon: "plus", alone: true }), button("fit", () => pages.zoom(0), { icon: "fit", alone: true }), facing, button("pdf", showPdf, { icon: "document" }), summary), notice, pages.frame));
  return {
    title,
    head: [back, heading, state, both.turn],
    content: [both.element],
    begin() {
      for (const part of told.parts) if (part.name !== "entete") text.add(part);
      form.draw(told);
      drawVoices();
      text.writers(told.writers);
      open(told.values ? "text" : "facts");
      write.begin();
      writers.begin();
    },
    async leave() {
      stop();
      made.leave();
      await writers.leave();
      text.leave();
    },
  };
}
