// The pages as they print: finished lines from the server, in a frame where nothing runs.
import { el, say } from "./elements.js";

const NEAR = 3; // words around a click by which its line is found
const MM = 96 / 25.4, BAR = 18; // px: a mm, a scroll bar
const DESK = 14; // mm around pages

// Finished pages put into a document that waits for them, which speaks their language.
export function filled(page, { style, language, direction, html }) {
  page.getElementById("papier").textContent = style;
  Object.assign(page.documentElement, { lang: language, dir: direction });
  const fresh = page.createElement("div");
  fresh.innerHTML = html;
  return fresh;
}

export function preview(slug, { onPick }) {
  const frame = el("iframe", { className: "pages", title: say("pages"), src: `/apercu/${slug}`, sandbox: "allow-same-origin" });
  let shown = null, zoom = 0, lit = "", ready = false;

  const page = () => frame.contentDocument;
  frame.addEventListener("load", () => {
    if (!page()) return; // the studio has stopped: the browser shows a page of its own
    ready = true;
    page().addEventListener("click", (event) => pick(event));
    if (shown) draw(shown);
  });

  function draw(pages) {
    shown = pages;
    if (!ready || !pages.html) return;
    const fresh = filled(page(), pages), body = page().body, olds = [...body.querySelectorAll(".feuille")], news = [...fresh.querySelectorAll(".feuille")];
    if (olds.length === news.length && olds.length) {
      olds.forEach((old, place) => { if (!old.isEqualNode(news[place])) old.replaceWith(news[place]); });
    } else body.replaceChildren(...fresh.childNodes);
    light(lit);
    fit();
  }

  function fit() {
    const first = page()?.querySelector(".feuille");
    if (!first?.offsetWidth) return; // none yet, or out of sight
    const facing = page().body.classList.contains("en-regard");
    const width = first.offsetWidth * (facing ? 2 : 1) + DESK * MM;
    page().body.style.zoom = zoom || Math.max(0.2, (frame.clientWidth - BAR) / width);
  }
  new ResizeObserver(fit).observe(frame);

  function light(name) {
    lit = name;
    for (const one of page()?.querySelectorAll(".eclaire") ?? []) one.classList.remove("eclaire");
    if (!name) return;
    const found = page()?.querySelectorAll(`.bloc-${CSS.escape(name)}, .tete-${CSS.escape(name)}`) ?? [];
    for (const one of found) one.classList.add("eclaire");
  }

  function pick(event) {
    event.preventDefault();
    const own = event.target.closest("[class*='bloc-'], [class*='tete-']");
    const names = [...(own?.classList ?? [])].flatMap((one) => one.match(/^(?:bloc|tete)-(.+)$/)?.[1] ?? []);
    const range = page().caretRangeFromPoint?.(event.clientX, event.clientY);
    const place = range ?? page().caretPositionFromPoint?.(event.clientX, event.clientY);
    const text = (place?.startContainer ?? place?.offsetNode)?.textContent ?? "";
    const at = place?.startOffset ?? place?.offset ?? 0;
    const before = text.slice(0, at).match(/[\p{L}\p{N}]+/gu)?.slice(-NEAR) ?? [];
    const after = text.slice(at).match(/[\p{L}\p{N}]+/gu) ?? [];
    if (before.length && /[\p{L}\p{N}]$/u.test(text.slice(0, at)) && /^[\p{L}\p{N}]/u.test(text.slice(at))) {
      before.push((before.pop() ?? "") + (after.shift() ?? ""));
    }
    const around = [...before, ...after.slice(0, NEAR)];
    const pattern = around.length ? new RegExp(around.map((one) => one.replace(/\u00ad/g, "")).join("[^\\p{L}\\p{N}]+"), "u") : null;
    onPick(names, pattern);
  }

  return {
    frame, draw, light,
    show(name) {
      light(name);
      (page()?.querySelector(".eclaire.bloc") ?? page()?.querySelector(".eclaire"))?.scrollIntoView({ block: "center", behavior: "smooth" });
    },
    turnTo(number) { page()?.querySelectorAll(".feuille")[number - 1]?.scrollIntoView({ block: "start", behavior: "smooth" }); },
    zoom(by) {
      const now = Number(page().body.style.zoom) || 1;
      zoom = by ? Math.min(4, Math.max(0.15, now * by)) : 0;
      fit();
    },
    facing() {
      const on = page().body.classList.toggle("en-regard");
      fit();
      return on;
    },
  };
}
