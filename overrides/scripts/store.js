// The reader's choices in one block, kept in this browser and nowhere else.
//
// The value is {"v": 1, "choices": {"<id>": {…, "at": <milliseconds since the epoch>}}}. Every choice has its
// own time, so that of two tabs, or of what was cleared and what came later, the newer choice wins, item by
// item. Choices with ids that the page does not know are kept: this may be an older copy of the page.

const PREFIX = `onward:1:${SITE}:`;
const COPY = ":unreadable";

// What the browser would not keep, by key. It lasts as long as the tab, so ticking works there all the same.
const unsaved = new Map();

class Store {
  /** `was` are the ids that the block had before, with spaces between them; what is kept under them counts too. */
  constructor(id, was) {
    this.id = id;
    this.key = PREFIX + id;
    this.oldKeys = ids(was).map((id) => PREFIX + id);
  }

  /** The choices to show now, read afresh because another tab may have written: a Map from id to choice. */
  choices() {
    return this.#all(parseChoices(readKey(this.key)), unsaved.get(this.key));
  }

  /** Keep one choice. `was` are the ids that the item had before, if it had others. Returns as `keep` does. */
  choose(id, was, choice) {
    // A clock that was set back must not make a new choice look older than the one that it replaces. No time is later
    // than the last safe integer, so that a choice after one of that time is still one that can be read.
    const before = find(this.choices(), { id, was });
    const at = Math.min(Math.max(Date.now(), before ? before.at + 1 : 0), 2 ** 53 - 1);
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
      localStorage.setItem(this.key, JSON.stringify(valueOf(this.#all(saved, unsaved.get(this.key), choices))));
    } catch {
      unsaved.set(this.key, merge(unsaved.get(this.key), choices));
      return "refused";
    }
    unsaved.delete(this.key);
    return saved ? "kept" : "copied";
  }

  /** Remove everything kept for this block. Returns what `restore` needs, or null if there was nothing. */
  clear() {
    // What was put aside goes too: its keys are the block's own with more behind.
    const own = [this.key, ...this.oldKeys];
    const raws = stored().filter(([key]) => own.some((each) => `${key}:`.startsWith(`${each}:`)));
    const choices = this.choices();
    unsaved.delete(this.key);
    try {
      raws.forEach(([key]) => localStorage.removeItem(key));
    } catch {
      // Where nothing can be removed nothing could be kept either.
    }
    return choices.size + raws.length ? { choices, raws } : null;
  }

  /** Bring back what `clear` removed, beside what was chosen since then. Returns as `keep` does. */
  restore({ choices, raws }) {
    let outcome = "kept";
    for (const [key, raw] of raws) {
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
    return choices.size ? this.keep(choices) : outcome;
  }

  /** Keep a value that cannot be read beside, and not in the place of another one. Throws where the browser refuses. */
  #putAside(raw) {
    let key = this.key + COPY;
    for (let number = 2; ![raw, null].includes(localStorage.getItem(key)); number += 1) {
      key = `${this.key}:${number}${COPY}`;
    }
    localStorage.setItem(key, raw);
  }

  /** What is kept under the block's old ids and these maps in one, without what says how somebody feels. */
  #all(...maps) {
    const old = this.oldKeys.map((key) => parseChoices(readKey(key)));
    const both = [...old, ...maps].reduce(merge, null);
    // That is never kept, wherever it comes from: a file, or a time when the question was another.
    return new Map([...both].filter(([id]) => !TEXT.feelings?.includes(` ${this.id}:${id} `)));
  }
}

/** What the browser has stored for this site: [key, raw value]. */
function stored() {
  return storedKeys().map((key) => [key, readKey(key)]).filter(([, raw]) => raw !== null);
}

/** A raw value of the browser's storage, or null. */
function readKey(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The newest choice under the ids of something that has an `id` and what this `was` before, or undefined. */
function find(choices, known) {
  const found = names(known).map((each) => choices.get(each)).filter(Boolean);
  // Of two that are equally old the one under the newer id.
  return found.sort((one, other) => one.at - other.at).pop();
}

/** The ids in the value of `data-was`. */
function ids(was) {
  return was ? was.split(" ") : [];
}

/** Those ids, and the one of today. */
function names({ id, was }) {
  return [...ids(was), id];
}

/** Both maps in one, or none for either; where both have an id, the newer choice, and the second of two that are equally old. */
function merge(first, second) {
  const both = new Map(first);
  for (const [id, choice] of second ?? []) {
    if (!(both.get(id)?.at > choice.at)) {
      both.set(id, choice);
    }
  }
  return both;
}

/** Choices as what is stored, and what is saved in a file. */
function valueOf(choices) {
  return { v: 1, choices: Object.fromEntries(choices) };
}

/** The choices in a stored value, or null when it is broken or of a newer version. */
function parseChoices(raw) {
  try {
    return raw === null ? new Map() : choicesIn(JSON.parse(raw));
  } catch {
    return null;
  }
}

/** The choices in a value that was parsed. Throws when it is none of ours. */
function choicesIn(value) {
  // Only what merging needs is asked of each choice: a choice of another kind of block is kept as it is.
  const isWhole = (choice) => Number.isSafeInteger(choice.at) && choice.at >= 0;
  if (value.v !== 1 || !isRecord(value.choices) || !Object.values(value.choices).every(isWhole)) {
    throw TypeError();
  }
  // What is nested too deep can be read and not written, and nothing beside it could be kept: then this throws.
  JSON.stringify(value);
  // A Map, because an item may be called "constructor".
  return new Map(Object.entries(value.choices));
}

function isRecord(value) {
  return Object(value) === value && !Array.isArray(value);
}

/** A list of the storage, where anything may stand in its place. */
function listIn(value) {
  return Array.isArray(value) ? value : [];
}
