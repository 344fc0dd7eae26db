// The reader's choices in one block, kept in this browser and nowhere else.
//
// The value is {"v": 1, "choices": {"<id>": {…, "at": <milliseconds since the epoch>}}}. Every choice has its
// own time, so that of two tabs, or of what was cleared and what came later, the newer choice wins, item by
// item. Choices with ids that the page does not know are kept: this may be an older copy of the page.

const NOTHING = new Map();

class Store {
  constructor(blockId) {
    this.key = `onward:1:${SITE}:${blockId}`;
    this.copyKey = `${this.key}:unreadable`;
    // What the browser would not keep. It lasts as long as the page, so ticking works there all the same.
    this.unsaved = NOTHING;
  }

  /** The choices to show now, read afresh because another tab may have written: a Map from id to choice. */
  choices() {
    return merge(parseChoices(this.#read(this.key)) ?? NOTHING, this.unsaved);
  }

  /** Keep one choice. `was` is the id that the item had before, if it had another. Returns as `keep` does. */
  choose(id, was, choice) {
    // A clock that was set back must not make a new choice look older than the one that it replaces.
    const before = find(this.choices(), id, was);
    const at = Math.max(Date.now(), before ? before.at + 1 : 0);
    return this.keep(new Map([[id, { ...choice, at }]]));
  }

  /**
   * Keep these choices beside those that are there. Returns "kept", "refused" by the browser, or "copied":
   * what was there could not be read, so it was put aside first.
   */
  keep(choices) {
    const raw = this.#read(this.key);
    const saved = parseChoices(raw);
    const all = merge(merge(saved ?? NOTHING, this.unsaved), choices);
    try {
      if (!saved) {
        localStorage.setItem(this.copyKey, raw);
      }
      localStorage.setItem(this.key, JSON.stringify({ v: 1, choices: Object.fromEntries(all) }));
    } catch {
      this.unsaved = merge(this.unsaved, choices);
      return "refused";
    }
    this.unsaved = NOTHING;
    return saved ? "kept" : "copied";
  }

  /** Remove everything kept for this block. Returns what `restore` needs, or null if there was nothing. */
  clear() {
    const removed = { choices: this.choices(), raw: this.#read(this.key), copy: this.#read(this.copyKey) };
    this.unsaved = NOTHING;
    try {
      localStorage.removeItem(this.key);
      localStorage.removeItem(this.copyKey);
    } catch {
      // Where nothing can be removed nothing could be kept either.
    }
    return removed.choices.size > 0 || removed.raw !== null || removed.copy !== null ? removed : null;
  }

  /** Bring back what `clear` removed, beside what was chosen since then. Returns as `keep` does. */
  restore(removed) {
    this.#putBack(this.copyKey, removed.copy);
    this.#putBack(this.key, removed.raw);
    return removed.choices.size > 0 ? this.keep(removed.choices) : "kept";
  }

  #read(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  #putBack(key, raw) {
    try {
      if (raw !== null && localStorage.getItem(key) === null) {
        localStorage.setItem(key, raw);
      }
    } catch {
      // The choices in it come back all the same, for as long as the page is open: see `keep`.
    }
  }
}

/** The choice under this id, else the one under the id that it had before, else undefined. */
function find(choices, id, was) {
  return choices.get(id) ?? choices.get(was);
}

/** Both maps in one; where both have an id, the newer choice, and the second of two that are equally old. */
function merge(first, second) {
  const all = new Map(first);
  for (const [id, choice] of second) {
    if (!all.has(id) || all.get(id).at <= choice.at) {
      all.set(id, choice);
    }
  }
  return all;
}

/** The choices in a stored value, or null when it is broken or of a newer version. */
function parseChoices(raw) {
  if (raw === null) {
    return NOTHING;
  }
  try {
    const { v, choices } = JSON.parse(raw);
    if (v !== 1 || !isRecord(choices)) {
      return null;
    }
    // Only what merging needs is asked of each choice: a choice of another kind of block is kept as it is.
    const whole = Object.values(choices).every((choice) => Number.isSafeInteger(choice.at));
    // A Map, because an item may be called "constructor".
    return whole ? new Map(Object.entries(choices)) : null;
  } catch {
    return null;
  }
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
