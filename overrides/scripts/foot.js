// What stands under every interactive block: progress in words, printing, Clear with Undo, and notices.

class Foot {
  /** `refresh` shows the block again after Clear and Undo. */
  constructor(block, store, refresh) {
    this.store = store;
    this.refresh = refresh;
    // A block without progress has neither.
    this.progressText = block.querySelector(".onward-progress__text");
    this.progressBar = block.querySelector(".onward-progress__bar");
    this.clearButton = block.querySelector("[data-action=clear]");
    const notice = block.querySelector(".onward-notice");
    this.warning = notice.appendChild(document.createElement("span"));
    this.offer = notice.appendChild(document.createElement("span"));
    this.cleared = notice.appendChild(document.createElement("span"));

    this.clearButton.addEventListener("click", () => this.#clear());
    for (const button of block.querySelectorAll("[data-action=print]")) {
      button.addEventListener("click", () => printBlock(block, button.dataset.print));
    }
    // On a shared computer the next person must not be able to bring back what was cleared.
    window.addEventListener("pagehide", () => this.cleared.replaceChildren());
    announceFromFirstUse(block, [this.progressText, notice].filter(Boolean));
    block.querySelector(".onward-foot").hidden = false;
  }

  /** Say how far the reader has come, in the words of `text`; `good` is how many choices were good ones. */
  progress(text, done, total, good) {
    say(this.progressText, fill(text, { done, total, good }));
    this.progressBar.max = total;
    this.progressBar.value = done;
  }

  /** Say what became of the reader's choice, where that needs saying; `outcome` is that of Store.keep. */
  report(outcome) {
    const refused = outcome === "refused";
    if (refused) {
      say(this.warning, TEXT.not_kept);
    } else if (outcome === "copied") {
      say(this.warning, TEXT.unreadable);
    } else if (this.offer.hasChildNodes()) {
      say(this.warning, "");
    }
    if (refused !== this.offer.hasChildNodes()) {
      this.offer.replaceChildren(...(refused ? [" ", actionButton("save", TEXT.save_file, saveFile)] : []));
    }
  }

  /** Call this too when the reader clears, after what was kept has gone. */
  onClear(act) {
    this.clearButton.addEventListener("click", act);
  }

  #clear() {
    const removed = this.store.clear();
    this.refresh();
    say(this.warning, "");
    this.offer.replaceChildren();
    if (removed) {
      this.cleared.replaceChildren(`${TEXT.cleared} `, this.#undoButton(removed));
    } else if (!this.cleared.hasChildNodes()) {
      // Only where no Undo is on offer: a second tap on Clear must not take it away.
      this.cleared.replaceChildren(TEXT.cleared);
    }
  }

  #undoButton(removed) {
    return actionButton("undo", TEXT.undo, () => {
      // The button goes, so the focus goes back to where the reader came from.
      this.clearButton.focus();
      this.cleared.replaceChildren();
      this.report(this.store.restore(removed));
      this.refresh();
    });
  }
}

/** A text of the catalogue with its {placeholders} filled in. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
