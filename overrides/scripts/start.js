// Finds the page's blocks and starts each of them once.

const STARTERS = {
  checklist: startChecklist,
  quiz: startQuiz,
  "self-check": startSelfCheck,
  message: startMessage,
  plan: startPlan,
};

// What the scripts say stands in the page, in the page's language. Filled anew for each page: see `start`.
const TEXT = {};

// From each started block to the function that shows what is kept for it.
const started = new WeakMap();

function start() {
  Object.assign(TEXT, dataIn(".onward-text"));
  for (const block of all(document, "[data-onward]")) {
    if (!started.has(block)) {
      started.set(block, STARTERS[block.dataset.onward](block));
    }
  }
  startOffline();
}

function refreshAll() {
  all(document, "[data-onward]").forEach((block) => started.get(block)?.());
}

// Another tab wrote, or the page comes back as it was left, perhaps after another tab wrote.
addEventListener("storage", refreshAll);
addEventListener("pageshow", (event) => event.persisted && refreshAll());

if (window.document$) {
  // Material's: once for the first page, and again for each page of its instant navigation.
  window.document$.subscribe(start);
} else {
  // The page loads the script with `defer`, so all of the page is there.
  start();
}
