// What stands under every checklist and quiz: progress in words, printing, Clear with Undo, and notices.

class Foot {
  /** `refresh` shows the block again after Clear and Undo. */
  constructor(block, store, refresh) {
    this.store = store;
    this.refresh = refresh;
    this.progressText = block.querySelector(".onward-progress__text");
    this.progressBar = block.querySelector(".onward-progress__bar");
    this.clearButton = block.querySelector("[data-action=clear]");
    const notice = block.querySelector(".onward-notice");
    this.warning = notice.appendChild(document.createElement("span"));
    this.cleared = notice.appendChild(document.createElement("span"));

    this.clearButton.addEventListener("click", () => this.#clear());
    block.querySelector("[data-action=print]").addEventListener("click", () => window.print());
    // On a shared computer the next person must not be able to bring back what was cleared.
    window.addEventListener("pagehide", () => this.cleared.replaceChildren());
    announceFromFirstUse(block, [this.progressText, notice]);
    block.querySelector(".onward-foot").hidden = false;
  }

  /** Say how far the reader has come, in the words of `text`. */
  progress(text, done, total) {
    say(this.progressText, fill(text, { done, total }));
    this.progressBar.max = total;
    this.progressBar.value = done;
  }

  /** Say what became of the reader's choice, where that needs saying; `outcome` is that of Store.keep. */
  report(outcome) {
    if (outcome === "refused") {
      say(this.warning, TEXT.not_kept);
    } else if (outcome === "copied") {
      say(this.warning, TEXT.unreadable);
    } else if (this.warning.textContent === TEXT.not_kept) {
      say(this.warning, "");
    }
  }

  #clear() {
    const removed = this.store.clear();
    this.refresh();
    say(this.warning, "");
    if (removed) {
      this.cleared.replaceChildren(`${TEXT.cleared} `, this.#undoButton(removed));
    } else if (!this.cleared.hasChildNodes()) {
      // Only where no Undo is on offer: a second tap on Clear must not take it away.
      this.cleared.replaceChildren(TEXT.cleared);
    }
  }

  #undoButton(removed) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "onward-action";
    button.dataset.action = "undo";
    button.textContent = TEXT.undo;
    button.addEventListener("click", () => {
      // The button goes, so the focus goes back to where the reader came from.
      this.clearButton.focus();
      this.cleared.replaceChildren();
      this.report(this.store.restore(removed));
      this.refresh();
    });
    return button;
  }
}

/** A text of the catalogue with its {placeholders} filled in. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
