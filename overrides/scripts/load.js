// A file that was saved here comes back: looked at as a whole first, then merged choice by choice, by their times.

const LARGEST = 1e6;
// Blocks that have no limit of their own take what fits a line; this is far beyond it.
const LONGEST_ELSEWHERE = 1e4;

/** Take in a file. Returns what to tell the reader. */
async function loadFile(file) {
  let saved;
  try {
    saved = checked(file.size > LARGEST ? refuse(TEXT.file_huge) : parsed(await file.arrayBuffer()));
  } catch (refusal) {
    return `${refusal.words ?? TEXT.file_broken} ${TEXT.file_unchanged}`;
  }
  return takeIn(saved);
}

/** Stop, with the name of the sentence that says why. */
function refuse(text, values) {
  throw Object.assign(new Error(text), { words: fill(text, values) });
}

function parsed(bytes) {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}

/** The choices in a file's value, by the id of their block: a Map of Maps. Throws what `loadFile` tells. */
function checked(value) {
  if (!isRecord(value) || !Number.isSafeInteger(value.onward) || value.onward < 1 || typeof value.site !== "string") {
    refuse(TEXT.file_foreign);
  }
  if (value.onward > 1) {
    refuse(TEXT.file_newer);
  }
  if (value.site !== SITE) {
    refuse(TEXT.file_other, { site: value.site.slice(0, 60) });
  }
  if (!isRecord(value.blocks)) {
    refuse(TEXT.file_broken);
  }
  const saved = new Map();
  for (const [id, block] of Object.entries(value.blocks)) {
    if (isRecord(block) && block.v > 1) {
      refuse(TEXT.file_newer);
    }
    const choices = choicesIn(block);
    // The id becomes the name of what is stored, so it must not be that of a copy, nor be without end.
    if (!choices || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 200) {
      refuse(TEXT.file_broken);
    }
    choices.forEach((choice, name) => measure([name, choice], 8, /:note$|^\d:/.test(name) ? LONGEST : LONGEST_ELSEWHERE));
    saved.set(id, choices);
  }
  return saved;
}

/** Refuse what is nested deeper than anything that is saved here, and longer than what can be written here. */
function measure(value, depth, most) {
  if (typeof value === "string" && value.length > most) {
    refuse(TEXT.file_long, { most });
  }
  if (typeof value === "object" && value !== null) {
    if (depth === 0) {
      refuse(TEXT.file_broken);
    }
    for (const [name, part] of Object.entries(value)) {
      measure(name, depth - 1, most);
      measure(part, depth - 1, most);
    }
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
      const same = before && sameChoice(before, choice);
      if (before && (before.at > at || (same && before.at === at))) {
        kept += same ? 0 : 1;
      } else {
        taken += same ? 0 : 1;
        fresh.set(name, { ...choice, at });
      }
    }
    if (fresh.size > 0) {
      changes.push({ store, fresh });
    }
  }
  const said = { refused: TEXT.file_not_kept, copied: TEXT.unreadable }[keepAll(changes)];
  if (taken + kept === 0) {
    return TEXT.file_same;
  }
  return [
    fill(TEXT.file_loaded, { taken }),
    ...(kept ? [fill(TEXT.file_older, { kept })] : []),
    ...(said ? [said] : []),
  ].join(" ");
}

function sameChoice(one, other) {
  return JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 });
}

/**
 * Keep all of the changes. When the browser refuses one of them, put back what was stored, and have them all until the
 * page is left. Returns as Store.keep does.
 */
function keepAll(changes) {
  const before = new Map(storedKeys().map((key) => [key, readKey(key)]));
  const held = new Map(unsaved);
  const outcomes = changes.map(({ store, fresh }) => store.keep(fresh));
  if (!outcomes.includes("refused")) {
    return outcomes.includes("copied") ? "copied" : "kept";
  }
  const changed = storedKeys().filter((key) => readKey(key) !== before.get(key));
  try {
    // There was room for all of it, once what is new has gone.
    changed.forEach((key) => localStorage.removeItem(key));
    changed.filter((key) => before.has(key)).forEach((key) => localStorage.setItem(key, before.get(key)));
  } catch {
    // Where nothing can be put back nothing was changed.
  }
  for (const { store, fresh } of changes) {
    unsaved.set(store.key, merge(held.get(store.key) ?? NOTHING, fresh));
  }
  return "refused";
}
