// What stands under every interactive block: progress in words, printing, Clear with Undo, and notices. It also has what
// is kept of the block.

/**
 * Start the foot of a block. `show(choices)` shows what is kept; `stores()` gives what Clear clears, if that is not what
 * is kept of the block. What the reader writes joins `writings`: each has show(choices), and drop() for what is not kept.
 */
function startFoot(block, show, stores) {
  const store = new Store(block.dataset.block, block.dataset.was);
  // See writing.js, and the fields of a message.
  const writings = [];
  // A block without progress has neither.
  const text = one(block, ".onward-progress__text");
  const bar = one(block, ".onward-progress__bar");
  const warning = element("span");
  const cleared = element("span");
  // On a slow connection the reader may have chosen something before this script came.
  const early = all(block, "input:checked:not([checked])");

  one(block, ".onward-notice").append(warning, cleared);
  onPress(block, "clear", clear);
  onPress(block, "print", ({ dataset }) => printBlock(block, dataset.print));
  // On a shared computer the next person must not be able to bring back what was cleared.
  addEventListener("pagehide", () => put(cleared));
  // Not before the reader first comes to the block, or they would be read out with everything that was restored; and not
  // at the moment of the change, which some screen readers would miss. Safari does not focus a button or a tick box that
  // is clicked, so the pointer counts too.
  for (const use of ["focusin", "pointerdown"]) {
    block.addEventListener(use, () => announce(...all(block, ".onward-progress__text, .onward-notice")), { once: true });
  }
  block.classList.add("onward-live");
  for (const part of all(block, "[hidden]")) {
    part.hidden = false;
  }
  return { store, writings, refresh, start, progress, choose, report };

  function refresh() {
    const choices = store.choices();
    writings.forEach((writing) => writing.show(choices));
    show(choices);
  }

  /** Show what is kept, and keep what was chosen early. Returns the function that shows what is kept. */
  function start() {
    refresh();
    for (const input of early) {
      if (!input.checked) {
        input.click();
      }
    }
    return refresh;
  }

  /** Say how far the reader has come, in `words`; `good` is how many choices were good ones. */
  function progress(words, done, total, good) {
    put(text, fill(words, { done, total, good }));
    bar.value = done;
  }

  /** Keep a choice of the reader's, as Store.choose does, and show what came of it. */
  function choose({ id, was }, choice) {
    report(store.choose(id, was, choice));
    refresh();
  }

  /** Say what became of the reader's choice, where that needs saying; `outcome` is that of Store.keep. */
  function report(outcome) {
    if (outcome === "refused") {
      put(warning, TEXT.not_kept, " ", actionButton("save", TEXT.save_file, saveFile));
    } else if (outcome === "copied") {
      put(warning, TEXT.unreadable);
    } else if (one(warning, "button")) {
      put(warning);
    }
  }

  function clear(button) {
    const removed = (stores?.() ?? [store]).map((each) => [each, each.clear()]).filter(([, what]) => what);
    const dropped = writings.map((writing) => writing.drop()).filter(Boolean);
    const some = removed.length + dropped.length > 0;
    // The plan clears what other blocks of the page show too.
    refreshAll();
    put(warning);
    // A second tap on Clear must not take Undo away.
    if (some || !cleared.hasChildNodes()) {
      const undo = actionButton("undo", TEXT.undo, () => {
        // The button goes, so the focus goes back to where the reader came from.
        button.focus();
        put(cleared);
        dropped.forEach((bringBack) => bringBack());
        report(worst(removed.map(([each, what]) => each.restore(what))));
        refreshAll();
      });
      // Emptied first, so that it is said again and has the Undo of now.
      put(cleared);
      put(cleared, TEXT.cleared, " ", some && undo);
    }
  }
}

/** The outcome that the reader must know of, among those of Store.keep. */
function worst(outcomes) {
  return ["refused", "copied"].find((outcome) => outcomes.includes(outcome));
}
