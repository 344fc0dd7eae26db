// A message is a small form, and the letter below it shows what is written there.
//
// What the reader writes is kept when the reader presses Keep, as it is then, and not before. Where the browser keeps
// nothing the letter can be filled in all the same.

/** Start one message. Returns the function that shows what is kept. */
function startMessage(block) {
  const message = new Message(block);
  message.refresh();
  return () => message.refresh();
}

class Message {
  constructor(block) {
    this.block = block;
    this.store = new Store(block.dataset.block, block.dataset.was);
    this.controls = this.#all("[data-field]");
    this.versions = this.#all(".onward-version");
    this.blanks = this.#all(".onward-blank").map((part) => ({ part, id: part.dataset.for, name: part.textContent }));
    // What each control has shown of the store: what was written since then is not overwritten.
    this.shown = new Map(this.controls.map((control) => [control, initial(control)]));
    this.foot = new Foot(block, this, () => this.refresh());
    this.notice = block.querySelector(".onward-notice").appendChild(document.createElement("span"));
    this.mail = element("a", "onward-action", TEXT.mail);
    const copy = block.querySelector("[data-action=copy]");
    copy.after(" ", this.mail);

    copy.addEventListener("click", () => this.#copy());
    this.mail.addEventListener("click", () => this.#tell(TEXT.mail_opens));
    block.querySelector("[data-action=keep]").addEventListener("click", () => this.#keep());
    for (const control of this.controls) {
      control.addEventListener("input", () => this.#show());
    }
    block.querySelector(".onward-form").hidden = false;
    // A link may lead to one of the versions.
    const meant = this.versions.find(({ id }) => id && location.hash === `#${id}`);
    this.#of("radio").filter(({ value }) => value === meant?.dataset.version).forEach((radio) => setValue(radio, true));
  }

  /** Show what is kept, but where the reader has written something else. */
  refresh() {
    const choices = this.store.choices();
    for (const control of this.controls) {
      const choice = find(choices, control.dataset.field, control.dataset.was);
      const said = isText(control) ? choice?.text : choice?.on;
      const kept = typeof said === typeof initial(control) ? said : initial(control);
      if ([this.shown.get(control), kept].includes(valueOf(control))) {
        setValue(control, kept);
        // The browser may have made one line of it.
        this.shown.set(control, valueOf(control));
      }
    }
    this.#show();
  }

  /** As Store.clear, and what was only written goes too. */
  clear() {
    const values = this.controls.map(valueOf);
    const touched = this.controls.some(isTouched);
    const removed = this.store.clear();
    this.controls.forEach((control) => setValue(control, initial(control)));
    return removed || touched ? { removed, values } : null;
  }

  /** As Store.restore, and what was only written comes back beside what was written since. */
  restore({ removed, values }) {
    this.controls.forEach((control, index) => isTouched(control) || setValue(control, values[index]));
    return removed ? this.store.restore(removed) : "kept";
  }

  /** Show in the letters what the form says, and in the form what the letter asks for. */
  #show() {
    const chosen = this.#of("radio").find(({ checked }) => checked);
    for (const version of this.versions) {
      off(version, chosen && version.dataset.version !== chosen.value);
    }
    for (const { checked, dataset } of this.#of("checkbox")) {
      for (const passage of this.#all(`[data-when="${dataset.field}"]`)) {
        off(passage, !checked);
        passage.querySelectorAll(":scope > span").forEach((sign) => off(sign, checked));
      }
    }
    for (const { part, id, name } of this.blanks) {
      const words = this.controls.find(({ dataset }) => dataset.field === id).value.trim();
      part.textContent = words || name;
      part.toggleAttribute("data-filled", words);
    }
    for (const paragraph of this.#all("blockquote > p")) {
      off(paragraph, !wordsIn(paragraph));
    }
    for (const { dataset, parentElement } of [...this.#of("text"), ...this.#of("checkbox")]) {
      const askedIn = this.#all(`[data-for="${dataset.field}"], [data-when="${dataset.field}"]`);
      const missing = ".onward-version[data-off], .onward-optional[data-off]";
      off(parentElement, askedIn.every((part) => part.parentElement.closest(missing)));
    }
    const { subject, body } = this.#letter();
    this.mail.href = mailAddress(subject, body);
    say(this.notice, "");
  }

  /** The letter that is chosen: its subject, the text below, and the text that has both. */
  #letter() {
    const version = this.#version();
    const subject = version.querySelector(".onward-version__subject");
    const paragraphs = [...version.querySelectorAll("blockquote > p:not([data-off])")].map(wordsIn);
    const join = (lines) => lines.join("\n\n");
    return subject
      ? { subject: wordsIn(subject), body: join(paragraphs.slice(1)), whole: join(paragraphs) }
      : { subject: "", body: join(paragraphs), whole: join(paragraphs) };
  }

  async #copy() {
    const done = await copyText(this.#letter().whole, this.#version().querySelector("blockquote"));
    this.#tell(done ? TEXT.copied : TEXT.not_copied);
  }

  #keep() {
    const choices = this.store.choices();
    const outcomes = this.controls
      .filter((control) => isTouched(control) || find(choices, control.dataset.field, control.dataset.was))
      .map((control) => {
        const { field, was } = control.dataset;
        return this.store.choose(field, was, { [isText(control) ? "text" : "on"]: valueOf(control) });
      });
    const outcome = outcomes.find((each) => each !== "kept") ?? "kept";
    this.foot.report(outcome);
    this.refresh();
    if (outcome !== "refused") {
      say(this.notice, outcomes.length > 0 ? TEXT.kept : TEXT.nothing_to_keep);
    }
  }

  /** Say something, and which brackets of the letter are still empty. */
  #tell(words) {
    const version = this.#version();
    const isEmpty = ({ part }) => version.contains(part) && !part.closest("[data-off], [data-filled]");
    const empty = new Map(this.blanks.filter(isEmpty).map(({ id, name }) => [id, name]));
    const names = [...empty.values()].join(", ");
    say(this.notice, names ? `${words} ${fill(TEXT.still_empty, { names })}` : words);
  }

  #version() {
    return this.versions.find((version) => !version.hasAttribute("data-off"));
  }

  #of(type) {
    return this.controls.filter((control) => control.type === type);
  }

  #all(selector) {
    return [...this.block.querySelectorAll(selector)];
  }
}

function isText(control) {
  return control.type === "text";
}

function valueOf(control) {
  return isText(control) ? control.value : control.checked;
}

/** What a control says before the reader has touched it. */
function initial(control) {
  return isText(control) ? control.defaultValue : control.defaultChecked;
}

function isTouched(control) {
  return valueOf(control) !== initial(control);
}

function setValue(control, value) {
  control[isText(control) ? "value" : "checked"] = value;
}

/** Leave a part out of what is shown, sent and printed as one letter, or take it in again. */
function off(part, isOff) {
  part.toggleAttribute("data-off", Boolean(isOff));
}

/** What can be read in a part of a letter, with the spaces that a browser shows. */
function wordsIn(part) {
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      return node.data.replace(/[ \t\r\n\f]+/g, " ");
    }
    if (node.nodeName === "BR") {
      return "\n";
    }
    return node.hasAttribute("data-off") ? "" : [...node.childNodes].map(read).join("");
  };
  const words = [...part.childNodes].map(read).join("");
  return words.replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim();
}

/** A mailto address: no recipient, line breaks as mail has them. Half a character would make the coding throw. */
function mailAddress(subject, body) {
  const coded = (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd").replace(/\n/g, "\r\n"));
  return `mailto:?${subject && `subject=${coded(subject)}&`}body=${coded(body)}`;
}

/**
 * Copy a text. Where the page may not (from a file, without https), it is copied in the old way, as if the reader had
 * selected `part`; if that fails too, the part stays selected. Returns whether it was copied.
 */
async function copyText(text, part) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(part);
  }
  const give = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", give);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", give);
  if (done) {
    getSelection().removeAllRanges();
  }
  return done;
}
