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
const started = new Map();

function start() {
  const words = document.querySelector(".onward-text");
  Object.assign(TEXT, words && JSON.parse(words.textContent));
  for (const block of started.keys()) {
    if (!block.isConnected) {
      started.delete(block);
    }
  }
  for (const block of document.querySelectorAll("[data-onward]")) {
    const starter = STARTERS[block.dataset.onward];
    if (starter && !started.has(block)) {
      started.set(block, starter(block));
    }
  }
}

function refreshAll() {
  for (const refresh of started.values()) {
    refresh();
  }
}

// Another tab wrote, or the page comes back as it was left, perhaps after another tab wrote.
window.addEventListener("storage", refreshAll);
window.addEventListener("pageshow", refreshAll);

if (window.document$) {
  // Material's: once for the first page, and again for each page of its instant navigation.
  window.document$.subscribe(start);
} else if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", start);
} else {
  start();
}
