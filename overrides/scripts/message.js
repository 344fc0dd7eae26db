// A message is a small form, and the letter below it shows what is written there.
//
// What the reader writes is kept when the reader presses Keep, as it is then, and not before. Where the browser keeps
// nothing the letter can be filled in all the same.

/** Start one message. Returns the function that shows what is kept. */
function startMessage(block) {
  const fields = all(block, "[data-field]").map((input) => new Field(input));
  const versions = all(block, ".onward-version");
  const blanks = all(block, ".onward-blank").map((part) => ({ part, id: part.dataset.for, name: part.textContent }));
  const mail = link("", TEXT.mail);
  const foot = startFoot(block, showLetter);
  const notice = one(block, ".onward-notice").appendChild(element("span"));

  mail.className = "onward-action";
  mail.addEventListener("click", () => tell(TEXT.mail_opens));
  one(block, "[data-action=copy]").after(" ", mail);
  onPress(block, "copy", async () => {
    const done = await copyText(letter().whole, one(version(), "blockquote"));
    tell(done ? TEXT.copied : TEXT.not_copied);
  });
  onPress(block, "keep", keep);
  for (const { input } of fields) {
    input.addEventListener("input", showLetter);
  }
  foot.writings.push(...fields);
  // A link may lead to one of the versions.
  const meant = versions.find(({ id }) => location.hash === `#${id}`);
  for (const { input } of of("radio")) {
    input.checked ||= input.value === meant?.dataset.version;
  }
  return foot.start();

  /** Show in the letters what the form says, and in the form what the letter asks for. */
  function showLetter() {
    const chosen = of("radio").find(({ value }) => value);
    for (const each of versions) {
      off(each, chosen && each.dataset.version !== chosen.input.value);
    }
    for (const { value, id } of of("checkbox")) {
      for (const passage of all(block, `[data-when="${id}"]`)) {
        off(passage, !value);
        all(passage, ":scope > span").forEach((sign) => off(sign, value));
      }
    }
    for (const { part, id, name } of blanks) {
      const words = fields.find((field) => field.id === id).value.trim();
      put(part, words || name);
      part.toggleAttribute("data-filled", words);
    }
    for (const paragraph of all(block, "blockquote > p")) {
      off(paragraph, !wordsIn(paragraph));
    }
    for (const { id, input } of fields.filter(({ input }) => input.type !== "radio")) {
      const askedIn = all(block, `[data-for="${id}"], [data-when="${id}"]`);
      const missing = ".onward-version[data-off], .onward-optional[data-off]";
      off(input.parentElement, askedIn.every((part) => part.parentElement.closest(missing)));
    }
    const { subject, body } = letter();
    mail.href = `mailto:?${subject && `subject=${coded(subject)}&`}body=${coded(body)}`;
    put(notice);
  }

  /** The letter that is chosen: its subject, the text below, and the text that has both. */
  function letter() {
    const subject = one(version(), ".onward-version__subject");
    const paragraphs = all(version(), "blockquote > p:not([data-off])").map(wordsIn);
    return {
      subject: subject ? wordsIn(subject) : "",
      body: paragraphs.slice(subject ? 1 : 0).join("\n\n"),
      whole: paragraphs.join("\n\n"),
    };
  }

  function keep() {
    const choices = foot.store.choices();
    const outcomes = fields
      .filter((field) => field.isTouched || find(choices, field))
      .map(({ id, was, name, value }) => foot.store.choose(id, was, { [name]: value }));
    const outcome = worst(outcomes);
    foot.report(outcome);
    foot.refresh();
    if (outcome !== "refused") {
      put(notice, outcomes.length ? TEXT.kept : TEXT.nothing_to_keep);
    }
  }

  /** Say something, and which brackets of the letter are still empty. */
  function tell(words) {
    const isEmpty = ({ part }) => !part.closest("[data-off], [data-filled]");
    const empty = new Map(blanks.filter(isEmpty).map(({ id, name }) => [id, name]));
    const listed = [...empty.values()].join(", ");
    put(notice, listed ? `${words} ${fill(TEXT.still_empty, { names: listed })}` : words);
  }

  function version() {
    return one(block, ".onward-version:not([data-off])");
  }

  function of(type) {
    return fields.filter(({ input }) => input.type === type);
  }
}

/** A text, a box or a radio button of the form. */
class Field {
  constructor(input) {
    const isText = input.type === "text";
    Object.assign(this, known(input));
    this.input = input;
    /** The name of its value in a choice of the store. */
    this.name = isText ? "text" : "on";
    this.property = isText ? "value" : "checked";
    /** What it says before the reader has touched it. */
    this.initial = this.value;
    /** What it has shown of the store: what was written since then is not overwritten. */
    this.shown = this.value;
  }

  get value() {
    return this.input[this.property];
  }

  set value(value) {
    this.input[this.property] = value;
  }

  get isTouched() {
    return this.value !== this.initial;
  }

  /** Show what is kept, but where the reader has written something else. */
  show(choices) {
    const said = find(choices, this)?.[this.name];
    const kept = typeof said === typeof this.initial ? said : this.initial;
    if ([this.shown, kept].includes(this.value)) {
      this.value = kept;
      // The browser may have made one line of it.
      this.shown = this.value;
    }
  }

  /** Forget what is written. Returns what brings it back, if nothing else is written by then. */
  drop() {
    const { value, isTouched } = this;
    this.value = this.initial;
    return isTouched && (() => {
      if (!this.isTouched) {
        this.value = value;
      }
    });
  }
}

/** Leave a part out of what is shown, sent and printed as one letter, or take it in again. */
function off(part, isOff) {
  part.toggleAttribute("data-off", Boolean(isOff));
}

/** What can be read in a part of a letter, with the spaces that a browser shows. */
function wordsIn(part) {
  const read = part.cloneNode(true);
  for (const each of all(read, "[data-off], br")) {
    // As a sign that neither a page nor a field of one line can have, until the line breaks of the source are spaces.
    each.replaceWith(each.nodeName === "BR" ? "\r" : "");
  }
  return read.textContent.replace(/[ \t\n\f]+/g, " ").replace(/ ?\r ?/g, "\n").trim();
}

/** A text as a part of a mailto address, with line breaks as mail has them. Half a character would make the coding throw. */
function coded(text) {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd").replace(/\n/g, "\r\n"));
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
