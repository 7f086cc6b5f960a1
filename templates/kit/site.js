// What the first page does when scripts run: the list is filtered by words, theme and place. Nothing is fetched.
(() => {
  const form = document.getElementById("filtre");
  const cards = [...document.querySelectorAll(".cartes > .fiche")];
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const forms = [...document.querySelectorAll("#formes > *")]; // « 0 fiche » in French, “0 sheets” in English
  const counts = [...document.querySelectorAll("#formes .total")]; // the Arabic dual has no figure
  const rules = new Intl.PluralRules(document.getElementById("formes").dataset.langue);
  const field = (name) => document.getElementById(name);
  const has = (card, kind, wanted) => !wanted || (card.dataset[kind] || "").split("|").includes(wanted);
  const told = new Map(cards.map((card) => [card, plain(`${card.textContent} ${card.dataset.themes} ${card.dataset.lieux}`)]));
  const show = () => {
    const words = plain(field("mots").value).split(/\s+/).filter(Boolean);
    const theme = field("theme") ? field("theme").value : "";
    const place = field("lieu") ? field("lieu").value : "";
    for (const card of cards) {
      card.hidden = !(words.every((word) => told.get(card).includes(word))
        && has(card, "themes", theme) && has(card, "lieux", place));
    }
    const found = cards.filter((card) => !card.hidden).length;
    for (const count of counts) count.textContent = found;
    const said = forms.find((form) => form.dataset.nombre === rules.select(found)) || forms.at(-1);
    for (const form of forms) form.hidden = form !== said;
  };
  form.hidden = false;
  show();
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
})();
