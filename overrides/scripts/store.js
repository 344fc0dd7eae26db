// The reader's choices in one block, kept in this browser and nowhere else.
//
// The value is {"v": 1, "choices": {"<id>": {…, "at": <milliseconds since the epoch>}}}. Every choice has its
// own time, so that of two tabs, or of what was cleared and what came later, the newer choice wins, item by
// item. Choices with ids that the page does not know are kept: this may be an older copy of the page.

const PREFIX = `onward:1:${SITE}:`;
const COPY = ":unreadable";
const NOTHING = new Map();
// No time is later, so that a choice after one of that time is still one that can be read.
const LATEST = Number.MAX_SAFE_INTEGER;

// What the browser would not keep, by key. It lasts as long as the tab, so ticking works there all the same.
const unsaved = new Map();

class Store {
  /** `was` are the ids that the block had before, with spaces between them; what is kept under them counts too. */
  constructor(blockId, was) {
    this.key = PREFIX + blockId;
    this.oldKeys = ids(was).map((id) => PREFIX + id);
  }

  /** The choices to show now, read afresh because another tab may have written: a Map from id to choice. */
  choices() {
    return this.#all(parseChoices(readKey(this.key)) ?? NOTHING);
  }

  /** Keep one choice. `was` are the ids that the item had before, if it had others. Returns as `keep` does. */
  choose(id, was, choice) {
    // A clock that was set back must not make a new choice look older than the one that it replaces.
    const before = find(this.choices(), id, was);
    const at = Math.min(Math.max(Date.now(), before ? before.at + 1 : 0), LATEST);
    return this.keep(new Map([[id, { ...choice, at }]]));
  }

  /**
   * Keep these choices beside those that are there. Returns "kept", "refused" by the browser, or "copied":
   * what was there could not be read, so it was put aside first.
   */
  keep(choices) {
    let saved = null;
    try {
      // Not `readKey`: where nothing can be read, nothing may be written over what is there.
      const raw = localStorage.getItem(this.key);
      saved = parseChoices(raw);
      if (!saved) {
        this.#putAside(raw);
      }
      localStorage.setItem(this.key, written(merge(this.#all(saved ?? NOTHING), choices)));
    } catch {
      unsaved.set(this.key, merge(unsaved.get(this.key) ?? NOTHING, choices));
      return "refused";
    }
    unsaved.delete(this.key);
    return saved ? "kept" : "copied";
  }

  /** Remove everything kept for this block. Returns what `restore` needs, or null if there was nothing. */
  clear() {
    const own = [this.key, ...this.oldKeys];
    const copies = storedKeys().filter((key) => own.some((each) => key.startsWith(`${each}:`)));
    const keys = [...own, ...copies];
    const removed = { choices: this.choices(), raws: keys.map((key) => [key, readKey(key)]) };
    unsaved.delete(this.key);
    try {
      keys.forEach((key) => localStorage.removeItem(key));
    } catch {
      // Where nothing can be removed nothing could be kept either.
    }
    return removed.choices.size > 0 || removed.raws.some(([, raw]) => raw !== null) ? removed : null;
  }

  /** Bring back what `clear` removed, beside what was chosen since then. Returns as `keep` does. */
  restore({ choices, raws }) {
    let outcome = "kept";
    for (const [key, raw] of raws.filter(([, raw]) => raw !== null)) {
      try {
        if (localStorage.getItem(key) === null) {
          localStorage.setItem(key, raw);
        } else if (!parseChoices(raw)) {
          this.#putAside(raw);
        }
      } catch {
        // The choices in it come back all the same, for as long as the page is open: see `keep`.
        outcome = "refused";
      }
    }
    return choices.size > 0 ? this.keep(choices) : outcome;
  }

  /** Keep a value that cannot be read beside, and not in the place of another one. Throws where the browser refuses. */
  #putAside(raw) {
    let key = this.key + COPY;
    for (let number = 2; ![raw, null].includes(localStorage.getItem(key)); number += 1) {
      key = `${this.key}:${number}${COPY}`;
    }
    localStorage.setItem(key, raw);
  }

  #all(saved) {
    const old = this.oldKeys.map((key) => parseChoices(readKey(key)) ?? NOTHING);
    return [saved, unsaved.get(this.key) ?? NOTHING].reduce(merge, old.reduce(merge, NOTHING));
  }
}

/** A raw value of the browser's storage, or null. */
function readKey(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The newest choice under this id and those that it had before (with spaces between them), or undefined. */
function find(choices, id, was) {
  const found = [...ids(was), id].map((each) => choices.get(each)).filter(Boolean);
  return found.reduce((newest, each) => (newest && newest.at > each.at ? newest : each), undefined);
}

/** The ids in the value of `data-was`. */
function ids(was) {
  return was ? was.split(" ") : [];
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

/** Choices as a stored value. */
function written(choices) {
  return JSON.stringify({ v: 1, choices: Object.fromEntries(choices) });
}

/** The choices in a stored value, or null when it is broken or of a newer version. */
function parseChoices(raw) {
  if (raw === null) {
    return NOTHING;
  }
  try {
    return choicesIn(JSON.parse(raw));
  } catch {
    return null;
  }
}

/** The choices in a value that was parsed, or null when it is none of ours. */
function choicesIn(value) {
  if (!isRecord(value) || value.v !== 1 || !isRecord(value.choices)) {
    return null;
  }
  // Only what merging needs is asked of each choice: a choice of another kind of block is kept as it is.
  const whole = Object.values(value.choices).every((choice) => isRecord(choice) && isTime(choice.at));
  // A Map, because an item may be called "constructor".
  return whole && isWritable(value) ? new Map(Object.entries(value.choices)) : null;
}

/** Whether a value can be the time of a choice. */
function isTime(at) {
  return Number.isSafeInteger(at) && at >= 0 && at <= LATEST;
}

/** Whether a value that was read can be written: what is nested too deep cannot, and nothing beside it could be kept. */
function isWritable(value) {
  try {
    return Boolean(JSON.stringify(value));
  } catch {
    return false;
  }
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
