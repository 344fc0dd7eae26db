// Texts and dates of the reader's own: a field with its label, kept as it is written.

const LONGEST = 1000;

/**
 * Make a field that is kept and shown with what else there is of a block: `foot`. `part` is its ids, as `find` takes them.
 * With `days` it is a date, and offers the one in so many days. `about` is an element that tells more of the field.
 * `say(words)` is called to show what is written where it can be read.
 */
function startWriting(foot, part, name, days, about, say) {
  const kind = days ? "date" : "text";
  const label = element("label", "onward-own__label", name);
  const input = element(days ? "input" : "textarea", "onward-own__input");
  const message = element("p", "onward-own__message");
  const suggest = actionButton("suggest", "", () => {
    // The button goes, so the focus goes to what it has filled in.
    input.focus();
    input.value = dayIn(days);
    take();
  });
  const root = element("div", `onward-own onward-own--${kind}`, label, input, days && suggest, message);
  /** `shown` is what the store has, as far as it was shown. */
  const writing = { ...part, days, label, input, root, shown: "", show, drop };

  input.id = label.htmlFor = `__${foot.store.id}-${part.id}`;
  const told = [about, message].filter(Boolean).map((each, index) => (each.id ||= `${input.id}-${index}`));
  input.setAttribute("aria-describedby", told.join(" "));
  announce(message);
  if (days) {
    input.type = "date";
    input.max = "9999-12-31";
  }
  input.autocomplete = "off";
  input.addEventListener("input", take);
  foot.writings.push(writing);
  return writing;

  /** Show what is kept. What is too long to be kept stays in the field. */
  function show(choices) {
    const value = own(find(choices, part), kind);
    // Not if it is there already: in a date half of which is typed that would wipe the half out.
    if (input.value === writing.shown && value !== writing.shown) {
      input.value = value;
    }
    writing.shown = value;
    if (days) {
      put(suggest, fill(TEXT.use_date, { date: spokenDay(dayIn(days)) }));
      suggest.hidden = input.value !== "";
    }
    say(value && days ? spokenDay(value) : value.trim());
  }

  /** Forget what could not be kept: the reader has cleared everything. Returns what brings it back, if there is any. */
  function drop() {
    const { value } = input;
    write(writing.shown);
    return value && (() => write(value));
  }

  function write(value) {
    input.value = value;
    judge();
  }

  function take() {
    const { value } = input;
    const choice = { [kind]: value };
    if (!judge() && own(choice, kind) === value) {
      writing.shown = value;
      foot.choose(part, choice);
    }
  }

  /** Whether the text is too long; if so, say it. */
  function judge() {
    const long = input.value.length > LONGEST;
    put(message, long && fill(TEXT.too_long, { most: LONGEST }));
    input.setAttribute("aria-invalid", long);
    return long;
  }
}

/** The text or the date in a choice; empty if there is none. */
function own(choice, kind) {
  const value = choice?.[kind];
  const isOurs = typeof value === "string" && (kind === "text" || isDay(value));
  return isOurs ? value.replace(/\r\n?/g, "\n") : ""; // Line breaks as a field has them.
}

/** The id under which a part of something is kept, and those that it had before, as `find` takes them. */
function partOf({ id, was }, after, before = "") {
  const ofPart = (each) => before + each + after;
  return { id: ofPart(id), was: ids(was).map(ofPart).join(" ") };
}

/** The day in so many days as "2026-12-04". Days of the reader's calendar, not of Greenwich's. */
function dayIn(days) {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + Number(days))).toJSON().slice(0, 10);
}

/** Whether a text is a day as `dayIn` gives it. */
function isDay(text) {
  return text.length === 10 && new Date(text).toJSON()?.startsWith(`${text}T`);
}

/** "4 December 2026". */
function spokenDay(day) {
  return new Date(day).toLocaleDateString(TEXT.date_language, { dateStyle: "long", timeZone: "UTC" });
}
