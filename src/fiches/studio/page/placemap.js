// A map on which a place is shown by a touch, found by its name, or moved by arrows.
import { ask, el, say } from "./elements.js";
import { get } from "./exchange.js";

const WIDTH = 640, HEIGHT = 440, NEAR = 14; // px
let ground = null;

// Resolves to [latitude, longitude] as texts, or null.
export async function pickPlace(typed) {
  ground ??= await get("fond");
  const canvas = el("canvas", { width: WIDTH, height: HEIGHT, tabIndex: 0, role: "img", className: "carte", "aria-label": say("pick-place") });
  const names = el("datalist", { id: "noms-de-lieux" }, [...new Set(ground.points.map(([name]) => name))].map((name) => el("option", { value: name })));
  const search = el("input", { id: "lieu-cherche", "list": "noms-de-lieux" }), told = el("p", { role: "status" });
  const [west, south, east, north] = ground.box;
  let scale = Math.min(WIDTH / (east - west), HEIGHT / (north - south)), centre = [(west + east) / 2, (south + north) / 2], point = typed;
  if (typed) { centre = [typed[1], typed[0]]; scale *= 3; }
  const flat = () => Math.cos((centre[1] * Math.PI) / 180);
  const place = (x, y) => [WIDTH / 2 + (x - centre[0]) * scale * flat(), HEIGHT / 2 - (y - centre[1]) * scale];
  const there = (px, py) => [centre[1] - (py - HEIGHT / 2) / scale, centre[0] + (px - WIDTH / 2) / (scale * flat())];

  function draw() {
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#bcd3df";
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = "#f4efe4";
    pen.strokeStyle = "#8d8468";
    pen.beginPath();
    for (const ring of ground.land) {
      for (let at = 0; at < ring.length; at += 2) {
        const [x, y] = place(ring[at], ring[at + 1]);
        if (at) pen.lineTo(x, y); else pen.moveTo(x, y);
      }
      pen.closePath();
    }
    pen.fill();
    pen.stroke();
    pen.font = "12px system-ui, sans-serif";
    const taken = [];
    for (const [name, latitude, longitude] of ground.points) {
      const [x, y] = place(longitude, latitude);
      if (x < 0 || y < 0 || x > WIDTH || y > HEIGHT) continue;
      pen.fillStyle = "#7a3b22";
      pen.fillRect(x - 1.5, y - 1.5, 3, 3);
      const box = [x + 4, y - 7, x + 6 + pen.measureText(name).width, y + 7];
      if (taken.some((one) => box[0] < one[2] && one[0] < box[2] && box[1] < one[3] && one[1] < box[3])) continue;
      taken.push(box);
      pen.fillStyle = "#2a2a2a";
      pen.fillText(name, x + 4, y + 4);
    }
    if (point) {
      const [x, y] = place(point[1], point[0]);
      pen.strokeStyle = "#14446e";
      pen.lineWidth = 3;
      pen.beginPath();
      pen.arc(x, y, 7, 0, 7);
      pen.stroke();
      pen.lineWidth = 1;
    }
    told.textContent = point ? `${point[0].toFixed(4)}, ${point[1].toFixed(4)}` : "";
  }

  canvas.addEventListener("click", (event) => {
    const box = canvas.getBoundingClientRect(), x = ((event.clientX - box.left) * WIDTH) / box.width, y = ((event.clientY - box.top) * HEIGHT) / box.height;
    const close = ground.points.map((one) => [one, Math.hypot(...place(one[2], one[1]).map((at, axis) => at - [x, y][axis]))]).sort((a, b) => a[1] - b[1])[0];
    point = close && close[1] < NEAR / 2 ? [close[0][1], close[0][2]] : there(x, y);
    draw();
  });
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.25 : 0.8); }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0] }[event.key];
    if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.25 : 0.8);
    if (!by) return;
    event.preventDefault();
    const now = point ?? [centre[1], centre[0]], step = 12 / scale;
    point = [now[0] + by[0] * step, now[1] + by[1] * step];
    draw();
  });
  function zoom(by) { scale = Math.min(4000, Math.max(1.2, scale * by)); if (point) centre = [point[1], point[0]]; draw(); }
  // the place of that name, else the first that begins so
  function seek() {
    const typed_ = search.value.trim().toLowerCase(), named = ground.points.map((one) => [one[0].toLowerCase(), one]);
    const found = typed_ && (named.find(([name]) => name === typed_) ?? named.find(([name]) => name.startsWith(typed_)))?.[1];
    if (!found) { told.textContent = typed_ ? say("no-place", { name: search.value.trim() }) : ""; return; }
    search.value = found[0];
    point = [found[1], found[2]];
    centre = [found[2], found[1]];
    scale = Math.max(scale, (WIDTH / (east - west)) * 3);
    draw();
  }
  search.addEventListener("change", seek);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation(); // the question is not answered yet: the place is looked at first
    seek();
  });
  draw();
  const zooms = el("p", {}, el("button", { type: "button", on: { click: () => zoom(1.25) } }, say("zoom-in")), " ", el("button", { type: "button", on: { click: () => zoom(0.8) } }, say("zoom-out")));
  return ask(say("pick-place"), [el("label", { htmlFor: "lieu-cherche" }, say("search-place")), search, names, canvas, zooms, told],
    [["choose", () => point && point.map((one) => one.toFixed(4)), "fort"], ["cancel", null]]);
}
