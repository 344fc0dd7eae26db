// One block on paper: blank for a pen ("blank"), as it stands ("mine"), or with its answers on a sheet of their own
// ("key"). The styles hide what is not asked for; what the answers are is copied from where the page has them.

/** Print a block in one of the ways, and leave the page as it was. */
function printBlock(block, way) {
  const root = document.documentElement;
  const key = way === "key" && block.appendChild(answerSheet(block));
  // The answers come with questions for a pen.
  root.dataset.print = way === "mine" ? way : "blank";
  block.classList.add("onward-printed");
  window.addEventListener("afterprint", () => {
    delete root.dataset.print;
    block.classList.remove("onward-printed");
    key?.remove?.();
  }, { once: true });
  window.print();
}

/** The answers to all questions of a quiz, each below the words of its question. */
function answerSheet(block) {
  const sheet = element("div", "onward-key");
  sheet.append(element("p", "onward-key__title", TEXT.answers));
  for (const answers of block.querySelectorAll(".onward-answers")) {
    const asked = answers.closest(".onward-question").querySelector(".onward-question__legend");
    sheet.append(element("p", "onward-key__question", asked.textContent), copied(answers, ":scope > :not(summary)"));
  }
  return sheet;
}

/** Copies of what a selector finds in an element, without ids: those are the originals'. */
function copied(from, selector) {
  const copies = document.createDocumentFragment();
  for (const part of from.querySelectorAll(selector)) {
    copies.append(part.cloneNode(true));
  }
  for (const part of copies.querySelectorAll("[id]")) {
    part.removeAttribute("id");
  }
  return copies;
}

/** A new element with a class and, if given, words. */
function element(tag, className, words = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}

/** A new quiet text button. */
function actionButton(action, words, act) {
  const button = element("button", "onward-action", words);
  button.type = "button";
  button.dataset.action = action;
  button.addEventListener("click", act);
  return button;
}
