// Two small things: search from a disk, and Escape for definitions. Everything else works without this file.

// From disk a page may not read another one, so search shows titles without excerpts there.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// Escape hides the definition that is shown, until the pointer or the keyboard goes elsewhere.
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("no-definitions");
});
for (const moved of ["focusin", "mouseover"]) {
  addEventListener(moved, () => document.body.classList.remove("no-definitions"));
}
