// Everything that is kept for this site, as one file that the reader can take along.

/** The choices of all blocks, those that the browser would not keep among them: {onward, site, saved, blocks}. */
function gather() {
  const kept = allStores().filter((store) => store.choices().size);
  const blocks = Object.fromEntries(kept.map((store) => [store.id, valueOf(store.choices())]));
  return { onward: 1, site: SITE, saved: new Date().toJSON(), blocks };
}

/** The stores of all blocks of which something is kept. */
function allStores() {
  // Behind a colon is what was put aside of the same block.
  const found = [...storedKeys(), ...unsaved.keys()].map((key) => key.slice(PREFIX.length).split(":")[0]);
  return [...new Set(found)].map((id) => new Store(id));
}

/** The keys of this site in the browser's storage. */
function storedKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function saveFile() {
  download(TEXT.file_name, "application/json", JSON.stringify(gather()));
}

/** Let the reader save a text as a file. */
function download(name, type, text) {
  const saved = link(URL.createObjectURL(new Blob([text], { type })));
  saved.download = name;
  saved.click();
  // The browser has taken the file by the time that the next task runs.
  setTimeout(() => URL.revokeObjectURL(saved.href));
}
