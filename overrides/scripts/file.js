// Everything that is kept for this site, as one file that the reader can take along.

/** The choices of all blocks, those that the browser would not keep among them: {onward, site, saved, blocks}. */
function gather() {
  const kept = new Map();
  for (const key of storedKeys()) {
    const choices = key.endsWith(COPY) ? null : parseChoices(readKey(key));
    if (choices) {
      kept.set(key, choices);
    }
  }
  for (const [key, choices] of unsaved) {
    kept.set(key, merge(kept.get(key) ?? NOTHING, choices));
  }
  const blocks = [...kept].map(([key, choices]) => [key.slice(PREFIX.length), JSON.parse(written(choices))]);
  return { onward: 1, site: SITE, saved: new Date().toISOString(), blocks: Object.fromEntries(blocks) };
}

/** The keys of this site in the browser's storage, in their order. */
function storedKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).sort();
  } catch {
    return [];
  }
}

function saveFile() {
  download(TEXT.file_name, "application/json", JSON.stringify(gather(), null, 1));
}

/** Let the reader save a text as a file. */
function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The browser has taken the file by the time that the next task runs.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
