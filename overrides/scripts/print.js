// One block on paper: blank for a pen ("blank"), as it stands ("mine"), with its answers on a sheet of their own ("key"),
// or a message as the letter that it is ("letter"). The styles hide what is not asked for; what the answers are is
// copied from where the page has them.

/** Print a block in one of the ways, and leave the page as it was. */
function printBlock(block, way) {
  const { dataset } = document.documentElement;
  const key = way === "key" ? block.appendChild(answerSheet(block)) : null;
  // The answers come with questions for a pen.
  dataset.print = key ? "blank" : way;
  block.classList.add("onward-printed");
  afterPrint(() => {
    delete dataset.print;
    block.classList.remove("onward-printed");
    key?.remove();
  });
  window.print();
}

/** The answers to all questions of a quiz, each below the words of its question. */
function answerSheet(block) {
  const questions = all(block, ".onward-question").flatMap((question) => [
    element("p", "onward-key__question", legendOf(question)),
    ...copied(question, ".onward-answers > :not(summary)"),
  ]);
  return element("div", "onward-key", element("p", "onward-key__title", TEXT.answers), ...questions);
}

/** The words of a question. */
function legendOf(question) {
  return one(question, ".onward-question__legend").textContent.trim();
}

/** Do something when the page has been printed. */
function afterPrint(act) {
  addEventListener("afterprint", act, { once: true });
}

// Nothing can be unfolded on paper, so everything is open while the page is printed. Quiz answers stay shut.
// The styles do it too, where a browser lets them; this is for those that do not.
addEventListener("beforeprint", () => {
  for (const fold of all(document, "article details:not([open],.onward-answers)")) {
    fold.open = true;
    afterPrint(() => {
      fold.open = false;
    });
  }
});
