// On paper nothing can be unfolded, so sources are open while the page is printed. Quiz answers stay shut.
// The styles do it too, where a browser lets them; this is for those that do not.

const unfolded = [];

window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".onward-sources__fold:not([open])")) {
    fold.open = true;
    unfolded.push(fold);
  }
});

window.addEventListener("afterprint", () => {
  for (const fold of unfolded.splice(0)) {
    fold.open = false;
  }
});
