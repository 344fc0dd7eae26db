// Texts and dates of the reader's own: a field with its label, kept as it is written.

const LONGEST = 1000;

let writings = 0;

class Writing {
  /** With `days` it is a date, and offers the one in so many days. `keep({text} or {date})` is called for each change. */
  constructor(name, days, keep) {
    this.kind = days ? "date" : "text";
    this.days = days;
    this.keep = keep;
    this.shown = "";
    this.root = element("div", `onward-own onward-own--${this.kind}`);
    this.label = element("label", "onward-own__label", name);
    this.input = element(days ? "input" : "textarea", "onward-own__input");
    this.input.id = this.label.htmlFor = `__own-${(writings += 1)}`;
    this.message = element("p", "onward-own__message");
    this.message.id = `${this.input.id}-message`;
    announce(this.message);
    this.suggest = actionButton("suggest", "", () => {
      // The button goes, so the focus goes to what it has filled in.
      this.input.focus();
      this.input.value = dayIn(days);
      this.#take();
    });
    this.suggest.hidden = true;
    if (days) {
      this.input.type = "date";
      this.input.max = "9999-12-31";
    } else {
      this.input.rows = 2;
    }
    this.input.autocomplete = "off";
    this.input.addEventListener("input", () => this.#take());
    this.root.append(this.label, this.input, this.suggest, this.message);
    this.describe();
  }

  /** Say what else belongs to the field: an element that tells what to write, or what the note is about. */
  describe(part = this.message) {
    part.id ||= `${this.input.id}-about`;
    this.input.setAttribute("aria-describedby", [...new Set([part.id, this.message.id])].join(" "));
  }

  /** Show a choice of the store, or none. What is too long to be kept stays in the field. */
  show(choice) {
    const value = own(choice, this.kind);
    // Not if it is there already: in a date half of which is typed that would wipe the half out.
    if (this.input.value === this.shown && value !== this.shown) {
      this.input.value = value;
    }
    this.shown = value;
    if (this.days) {
      say(this.suggest, fill(TEXT.use_date, { date: spokenDay(dayIn(this.days)) }));
      this.suggest.hidden = Boolean(this.input.value);
    }
  }

  /** Forget what could not be kept: the reader has cleared everything. */
  drop() {
    this.input.value = this.shown;
    this.#judge();
  }

  #take() {
    const { value } = this.input;
    if (!this.#judge() && own({ [this.kind]: value }, this.kind) === value) {
      this.shown = value;
      this.keep({ [this.kind]: value });
    }
  }

  /** Whether the text is too long; if so, say it. */
  #judge() {
    const long = this.input.value.length > LONGEST;
    say(this.message, long ? fill(TEXT.too_long, { most: LONGEST }) : "");
    this.input.setAttribute("aria-invalid", long);
    return long;
  }
}

/** The text or the date in a choice; empty if there is none. */
function own(choice, kind) {
  const value = choice?.[kind];
  if (typeof value !== "string" || (kind === "date" && !isDay(value))) {
    return "";
  }
  return value.replace(/\r\n?/g, "\n"); // As a field has them.
}

/** The id under which a part of something is kept, and those that it had before, as `find` takes them. */
function partOf(id, was, name) {
  return [`${id}:${name}`, ids(was).map((old) => `${old}:${name}`).join(" ")];
}

/** The day in so many days as "2026-12-04". Days of the reader's calendar, not of Greenwich's. */
function dayIn(days) {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + days)).toISOString().slice(0, 10);
}

function isDay(value) {
  const day = new Date(`${value}T00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** "4 December 2026". */
function spokenDay(value) {
  const how = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(`${value}T00:00Z`).toLocaleDateString(TEXT.date_language, how);
}
