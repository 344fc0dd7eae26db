// What all blocks do with the elements of the page: find them, make them, copy them, say something in them.

/** The elements that a selector finds in a part of the page. */
function all(part, selector) {
  return [...part.querySelectorAll(selector)];
}

/** The first of them, or null. */
function one(part, selector) {
  return part.querySelector(selector);
}

/** Under which ids a part of the page is kept, as `find` takes them: the one that it has, and what it was before. */
function known({ dataset }) {
  const { item, question, option, pair, step, field, was } = dataset;
  return { id: item ?? question ?? option ?? pair ?? step ?? field, was };
}

/** A new element with a class, if given, and what is in it: words and elements; null, false and "" count for nothing. */
function element(tag, className = "", ...content) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...content.filter(Boolean));
  return made;
}

/** The data that the page holds in a template (so that nobody takes it for a script to run), or null. */
function dataIn(selector) {
  const holder = one(document, selector);
  return holder && JSON.parse(holder.content.textContent);
}

/** A new link. */
function link(address, ...content) {
  const made = element("a", "", ...content);
  made.href = address;
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

/** Do something when a button of a block is pressed; `action` is what the page calls it. */
function onPress(part, action, act) {
  for (const button of all(part, `[data-action=${action}]`)) {
    button.addEventListener("click", () => act(button));
  }
}

/** Copies of what a selector finds in an element, without ids: those are the originals'. */
function copied(from, selector) {
  return all(from, selector).map((part) => {
    const copy = part.cloneNode(true);
    for (const each of [copy, ...all(copy, "[id]")]) {
      each.removeAttribute("id");
    }
    return copy;
  });
}

/**
 * Put words and elements, as `element` has them, into a part of the page in the place of what is there. What is there
 * already stays: a live region would repeat itself, and the focus may be in it.
 */
function put(part, ...content) {
  const fresh = part.cloneNode();
  fresh.append(...content.filter(Boolean));
  if (!part.isEqualNode(fresh)) {
    part.replaceChildren(...fresh.childNodes);
  }
}

/** Make parts live regions: what is put into them from now on is read out. */
function announce(...parts) {
  for (const part of parts) {
    part.setAttribute("role", "status");
  }
}

/** A text of the catalogue with its {placeholders} filled in. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
