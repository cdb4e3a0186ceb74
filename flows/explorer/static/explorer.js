// Every page works without this file; it spares a reader the reload when a fact is chosen, and adds a few keys.
"use strict";

const panel = document.getElementById("panel");
let chosenLink = null;

function markChosen(key) {
  for (const span of document.querySelectorAll(".k[data-key]")) {
    span.classList.toggle("chosen", span.dataset.key === key);
  }
}

async function showFact(link) {
  const address = new URL(link.href);
  try {
    const answer = await fetch(`${address.pathname}/fact${address.search}`);
    if (!answer.ok) throw new Error(answer.statusText);
    panel.innerHTML = await answer.text();
  } catch {
    location.assign(link.href);
    return;
  }
  panel.removeAttribute("data-empty");
  panel.scrollTop = 0;
  markChosen(address.searchParams.get("fact"));
  if (!link.closest("#panel")) chosenLink = link;
  history.replaceState(null, "", address);
  panel.focus({ preventScroll: true });
  keepInSight(link);
}

// On a narrow window the panel lies over the lower half of the text.
function keepInSight(link) {
  const words = link.getBoundingClientRect();
  if (words.bottom > panel.getBoundingClientRect().top && getComputedStyle(panel).position === "fixed") {
    window.scrollBy(0, words.top - window.innerHeight / 5);
  }
}

function closePanel() {
  panel.replaceChildren();
  panel.setAttribute("data-empty", "");
  markChosen(null);
  const address = new URL(location.href);
  address.searchParams.delete("fact");
  address.hash = "";
  history.replaceState(null, "", address);
  chosenLink?.focus({ preventScroll: true });
}

if (panel) {
  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a.fact, #panel a.close");
    if (!link) return;
    event.preventDefault();
    if (link.classList.contains("close")) closePanel();
    else showFact(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hasAttribute("data-empty")) closePanel();
  });
}

const narrow = document.querySelector(".narrow:not([data-used])");
if (narrow && window.matchMedia("(max-width: 32rem)").matches) narrow.open = false;

document.getElementById("query")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  const search = document.getElementById("q");
  if (event.key === "/" && search && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    search.focus();
  }
});
