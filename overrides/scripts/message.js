// A message is a small form, and the letter below shows what is written in it.
//
// What the reader writes is kept when the reader presses Keep, as it is then, and not before. Where the browser keeps
// nothing the letter can be filled in all the same.

/** Start one message. Returns the function that shows what is kept. */
function startMessage(block) {
  const all = (selector) => [...block.querySelectorAll(selector)];
  const store = new Store(block.dataset.block, block.dataset.was);
  const inputs = all("[data-field]");
  const versions = all(".onward-version");
  const blanks = all(".onward-blank").map((part) => ({ part, id: part.dataset.for, name: part.textContent }));
  // What each control showed of the store, so that nothing that was written since is overwritten.
  const shown = new Map(inputs.map((input) => [input, initial(input)]));

  const mail = element("a", "onward-action", TEXT.mail);
  mail.dataset.action = "mail";
  const copy = block.querySelector("[data-action=copy]");
  copy.after(" ", mail);

  // Clear takes away what was only written, too, and Undo brings it back beside what was kept.
  const foot = new Foot(block, {
    clear() {
      const written = inputs.map(valueOf);
      const any = inputs.some((input) => valueOf(input) !== initial(input));
      const removed = store.clear();
      inputs.forEach((input) => put(input, initial(input)));
      return removed || any ? { removed, written } : null;
    },
    restore({ removed, written }) {
      inputs.forEach((input, index) => valueOf(input) === initial(input) && put(input, written[index]));
      return removed ? store.restore(removed) : "kept";
    },
  }, refresh);
  const notice = block.querySelector(".onward-notice").appendChild(document.createElement("span"));

  function refresh() {
    const choices = store.choices();
    for (const input of inputs) {
      const choice = find(choices, input.dataset.field, input.dataset.was);
      const said = isText(input) ? choice?.text : choice?.on;
      const kept = typeof said === typeof initial(input) ? said : initial(input);
      if ([shown.get(input), kept].includes(valueOf(input))) {
        put(input, kept);
        // The browser may have made one line of it.
        shown.set(input, valueOf(input));
      }
    }
    show();
  }

  /** Show in the letters what the form says, and in the form what the letter needs. */
  function show() {
    say(notice, "");
    const chosen = inputs.find((input) => input.type === "radio" && input.checked);
    for (const version of versions) {
      version.toggleAttribute("data-off", Boolean(chosen) && version.dataset.version !== chosen.value);
    }
    for (const input of inputs.filter((each) => each.type === "checkbox")) {
      for (const passage of all(`[data-when="${input.dataset.field}"]`)) {
        passage.toggleAttribute("data-off", !input.checked);
        for (const sign of passage.querySelectorAll(":scope > span")) {
          sign.toggleAttribute("data-off", input.checked);
        }
      }
    }
    for (const { part, id, name } of blanks) {
      const words = inputs.find((input) => input.dataset.field === id).value.trim();
      part.textContent = words || name;
      part.toggleAttribute("data-filled", Boolean(words));
    }
    for (const input of inputs.filter((each) => each.type !== "radio")) {
      const { field } = input.dataset;
      const asked = all(`[data-for="${field}"], [data-when="${field}"]`);
      // A paragraph is off when nothing of it is left, and that is no reason.
      const off = ".onward-version[data-off], .onward-optional[data-off]";
      const needed = asked.some((part) => !part.parentElement.closest(off));
      input.closest(".onward-field, .onward-option").toggleAttribute("data-off", !needed);
    }
    const letter = written();
    mail.href = mailAddress(letter.subject, letter.body);
  }

  /** The letter that is shown: the subject, the text below it, and the text that has both. */
  function written() {
    const version = current();
    const subject = version.querySelector(".onward-version__subject");
    const paragraphs = [...version.querySelectorAll("blockquote > p")].map((paragraph) => {
      const words = wordsIn(paragraph);
      paragraph.toggleAttribute("data-off", !words);
      return words;
    });
    const join = (from) => paragraphs.slice(from).filter(Boolean).join("\n\n");
    return { subject: subject ? wordsIn(subject) : "", body: join(subject ? 1 : 0), all: join(0) };
  }

  function current() {
    return versions.find((version) => !version.hasAttribute("data-off"));
  }

  /** Say something, and which brackets are still empty in the letter. */
  function tell(words) {
    const empty = blanks.filter(({ part }) => current().contains(part) && !part.closest("[data-off], [data-filled]"));
    const names = new Map(empty.map(({ id, name }) => [id, name]));
    const still = names.size > 0 ? fill(TEXT.still_empty, { names: [...names.values()].join(", ") }) : "";
    say(notice, `${words} ${still}`);
  }

  copy.addEventListener("click", async () => {
    const done = await copyText(written().all, current().querySelector("blockquote"));
    tell(done ? TEXT.copied : TEXT.not_copied);
  });
  mail.addEventListener("click", () => tell(TEXT.mail_opens));
  block.querySelector("[data-action=keep]").addEventListener("click", () => {
    const choices = store.choices();
    const outcomes = inputs
      .filter((input) => valueOf(input) !== initial(input) || find(choices, input.dataset.field, input.dataset.was))
      .map((input) => {
        const { field, was } = input.dataset;
        return store.choose(field, was, isText(input) ? { text: input.value } : { on: input.checked });
      });
    const outcome = outcomes.find((each) => each !== "kept") ?? "kept";
    foot.report(outcome);
    refresh();
    if (outcome !== "refused") {
      say(notice, outcomes.length > 0 ? TEXT.kept : TEXT.nothing_to_keep);
    }
  });
  for (const input of inputs) {
    input.addEventListener("input", show);
  }

  block.querySelector(".onward-form").hidden = false;
  // A link may lead to one of the versions.
  const meant = versions.find((version) => version.id && location.hash === `#${version.id}`);
  inputs.filter((input) => input.type === "radio" && input.value === meant?.dataset.version).forEach((radio) => put(radio, true));
  refresh();
  return refresh;
}

function isText(input) {
  return input.type === "text";
}

function valueOf(input) {
  return isText(input) ? input.value : input.checked;
}

/** What a control says before the reader has touched it. */
function initial(input) {
  return isText(input) ? input.defaultValue : input.defaultChecked;
}

function put(input, value) {
  input[isText(input) ? "value" : "checked"] = value;
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

/** A mailto address: no recipient, line breaks as mail has them. Half a character would make the address throw. */
function mailAddress(subject, body) {
  const coded = (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd").replace(/\n/g, "\r\n"));
  return `mailto:?${subject ? `subject=${coded(subject)}&` : ""}body=${coded(body)}`;
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
