// A checklist remembers its ticks, and the reader's notes and dates.

/** Start one checklist. Returns the function that shows what is kept. */
function startChecklist(block) {
  const store = new Store(block.dataset.block, block.dataset.was);
  const foot = new Foot(block, store, refresh);
  const boxes = [...block.querySelectorAll(".onward-item__box")];
  // On a slow connection the reader may have ticked something before this script came.
  const early = boxes.filter((box) => box.checked);
  const rows = [...block.querySelectorAll(".onward-item")];
  const extras = rows.flatMap((row) => startOwn(row, "notes" in block.dataset, choose));

  function refresh() {
    const choices = store.choices();
    for (const box of boxes) {
      const { item, was } = box.closest(".onward-item").dataset;
      box.checked = find(choices, item, was)?.on === true;
    }
    extras.forEach(({ show }) => show(choices));
    foot.progress(TEXT.progress, boxes.filter((box) => box.checked).length, boxes.length);
  }

  function choose(id, was, choice) {
    foot.report(store.choose(id, was, choice));
    refresh();
  }

  function keep(box, on) {
    const { item, was } = box.closest(".onward-item").dataset;
    choose(item, was, { on });
  }

  for (const box of boxes) {
    box.addEventListener("change", () => keep(box, box.checked));
  }
  foot.onClear(() => extras.forEach(({ writing }) => writing.drop()));
  refresh();
  for (const box of early) {
    if (!box.checked) {
      keep(box, true);
    }
  }
  return refresh;
}
