// Three small things: search from a disk, Escape for definitions, scrolling by keyboard. The rest works without this file.

// From disk a page may not read another one, so search shows titles without excerpts there.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// Escape hides the definition that is shown, until the pointer or the keyboard goes elsewhere.
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("no-definitions");
});
for (const moved of ["focusin", "mouseover"]) {
  addEventListener(moved, () => document.body.classList.remove("no-definitions"));
}

// What is wider than the page scrolls by keyboard too, and is no stop for the Tab key where it fits.
const wide = new ResizeObserver((areas) => {
  const scrolls = areas.map(({ target }) => target.scrollWidth > target.clientWidth); // look at all, then change all
  areas.forEach(({ target }, number) => {
    if (scrolls[number]) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  });
});
addEventListener("DOMContentLoaded", () => {
  const selector = "pre, .cell_output > .output, .katex-display, .pst-scrollable-table-container";
  for (const area of document.querySelectorAll(`article :is(${selector})`)) wide.observe(area);
});
