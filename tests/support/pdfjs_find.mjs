// How many times pdf.js, Firefox's reader, finds each phrase in a PDF: node pdfjs_find.mjs FOLDER FILE PHRASE…
// FOLDER is that of pdfjs-dist. Its own search is asked, which wants a page round it: a thing that answers anything.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file, ...phrases] = process.argv.slice(2);
const anything = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => "" : anything),
  apply: () => anything,
  construct: () => anything,
  set: () => true,
});
globalThis.document = anything;
globalThis.window = { requestAnimationFrame: (call) => setTimeout(call) };

const part = (path) => import(pathToFileURL(`${folder}/legacy/${path}`));
globalThis.pdfjsLib = await part("build/pdf.mjs");
const { EventBus, PDFFindController } = await part("web/pdf_viewer.mjs");
const pdf = await pdfjsLib.getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;

function found(query) {
  const eventBus = new EventBus();
  const linkService = { pagesCount: pdf.numPages, page: 1 };
  const finder = new PDFFindController({ linkService, eventBus, updateMatchesCountOnProgress: false });
  finder.setDocument(pdf);
  return new Promise((resolve) => {
    eventBus.on("updatefindmatchescount", ({ matchesCount }) => resolve(matchesCount.total)); // of all pages
    eventBus.on("updatefindcontrolstate", ({ state }) => state === 1 && resolve(0)); // nowhere
    eventBus.dispatch("find", { type: "", query, highlightAll: true, matchDiacritics: true });
  });
}

const counts = {};
for (const phrase of phrases) counts[phrase] = await found(phrase);
console.log(JSON.stringify(counts));
process.exit(0);
