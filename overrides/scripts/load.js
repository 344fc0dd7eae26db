// A file that was saved here comes back: looked at as a whole first, then merged choice by choice, by their times.

const LARGEST = 1e6;
// Blocks that have no limit of their own take what fits a line; this is far beyond it.
const LONGEST_LINE = 1e4;

/** Take in a file. Returns what to tell the reader. */
async function loadFile(file) {
  let saved;
  try {
    refuse(file.size > LARGEST && TEXT.file_huge);
    const bytes = await file.arrayBuffer();
    saved = checked(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch ({ why = TEXT.file_broken }) {
    return `${why} ${TEXT.file_unchanged}`;
  }
  return takeIn(saved);
}

/** Stop if there is a reason why: words for `loadFile`, which tells all other errors from them. */
function refuse(why) {
  if (why) {
    throw { why };
  }
}

/** The choices in a file's value, by the id of their block: a Map of Maps. Throws what `loadFile` tells. */
function checked(value) {
  const { onward, site, blocks } = Object(value);
  refuse((!Number.isInteger(onward) || onward < 1 || typeof site !== "string") && TEXT.file_foreign);
  refuse(onward > 1 && TEXT.file_newer);
  refuse(site !== SITE && fill(TEXT.file_other, { site: site.slice(0, 60) }));
  refuse(!isRecord(blocks) && TEXT.file_broken);
  const saved = new Map();
  for (const [id, block] of Object.entries(blocks)) {
    refuse(block?.v > 1 && TEXT.file_newer);
    // The id becomes the name of what is stored, so it must not be that of a copy, nor be without end.
    refuse((!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 200) && TEXT.file_broken);
    const choices = choicesIn(block);
    choices.forEach((choice, name) => measure([name, choice], 8, /:note$|^\d:/.test(name) ? LONGEST : LONGEST_LINE));
    saved.set(id, choices);
  }
  return saved;
}

/** Refuse what is nested deeper than anything that is saved here, and longer than what can be written here. */
function measure(value, depth, most) {
  refuse(typeof value === "string" && value.length > most && fill(TEXT.file_long, { most }));
  if (Object(value) === value) {
    refuse(depth === 0 && TEXT.file_broken);
    Object.entries(value).flat().forEach((part) => measure(part, depth - 1, most));
  }
}

/** Put choices beside those that are here, all or none. Returns what to tell the reader. */
function takeIn(saved) {
  const now = Date.now();
  const changes = [];
  let taken = 0;
  let kept = 0;
  for (const [id, choices] of saved) {
    const store = new Store(id);
    const here = store.choices();
    const fresh = new Map();
    for (const [name, choice] of choices) {
      // What a wrong clock dates into the future would win over all that the reader chooses until then.
      const at = Math.min(choice.at, now);
      const before = here.get(name);
      const news = before && untimed(before) === untimed(choice) ? 0 : 1;
      if (before && before.at >= at + news) {
        kept += news;
      } else {
        taken += news;
        fresh.set(name, { ...choice, at });
      }
    }
    if (fresh.size) {
      changes.push({ store, fresh });
    }
  }
  const said = { refused: TEXT.file_not_kept, copied: TEXT.unreadable }[keepAll(changes)];
  const older = kept > 0 && fill(TEXT.file_older, { kept });
  return taken + kept === 0 ? TEXT.file_same : [fill(TEXT.file_loaded, { taken }), older, said].filter(Boolean).join(" ");
}

/** A choice without its time, whatever the order in which it was written. */
function untimed(choice) {
  return JSON.stringify(Object.entries({ ...choice, at: 0 }).sort());
}

/**
 * Keep all of the changes. When the browser refuses one of them, put back what was stored, and have them all until the
 * page is left. Returns as `worst` does.
 */
function keepAll(changes) {
  const before = new Map(stored());
  const held = new Map(unsaved);
  const outcome = worst(changes.map(({ store, fresh }) => store.keep(fresh)));
  if (outcome === "refused") {
    const changed = storedKeys().filter((key) => readKey(key) !== before.get(key));
    try {
      // There was room for all of it, once what is new has gone.
      changed.forEach((key) => localStorage.removeItem(key));
      changed.filter((key) => before.has(key)).forEach((key) => localStorage.setItem(key, before.get(key)));
    } catch {
      // Where nothing can be put back nothing was changed.
    }
    for (const { store, fresh } of changes) {
      unsaved.set(store.key, merge(held.get(store.key), fresh));
    }
  }
  return outcome;
}
