// A checklist remembers its ticks, and the reader's notes and dates.

/** Start one checklist. Returns the function that shows what is kept. */
function startChecklist(block) {
  const foot = startFoot(block, show);
  const items = all(block, ".onward-item").map((row) => {
    const box = one(row, ".onward-item__box");
    const item = { ...known(row), box };
    box.addEventListener("change", () => foot.choose(item, { on: box.checked }));
    if (row.dataset.due) {
      startDue(row, foot);
    }
    if ("notes" in block.dataset) {
      startNote(row, foot);
    }
    return item;
  });
  return foot.start();

  function show(choices) {
    for (const item of items) {
      item.box.checked = find(choices, item)?.on === true;
    }
    foot.progress(TEXT.progress, items.filter(({ box }) => box.checked).length, items.length);
  }
}
