// The plan: a worksheet, and what the reader has begun on other pages, gathered from this browser.

/** Start a plan. Returns the function that shows what is kept. */
function startPlan(block) {
  const foot = startFoot(block, show, allStores);
  const data = dataIn(".onward-plan-data");

  /** The field of an action, or of none in row 0. What is written there also stands on paper. */
  function field(head, row, paper) {
    const name = one(head, ".onward-plan__name").textContent;
    const [hint] = copied(head, ".onward-plan__hint");
    const part = partOf(known(head), "", row ? `${row}:` : "");
    const writing = startWriting(foot, part, name, head.dataset.due, hint, (words) => {
      put(paper, words);
      // Actions stay in their order, so all before one that is written are there.
      for (const part of words ? [...forms.slice(0, row), ...rows.slice(0, row)] : []) {
        part.hidden = false;
      }
    });
    if (hint) {
      writing.label.after(hint);
    }
    writing.row = row;
    return writing.root;
  }

  const table = one(block, ".onward-plan__paper");
  const heads = all(table, "[data-field]");
  const rows = all(table, "tbody tr");
  const forms = rows.map((row, index) => {
    // Only what was written when there were so many shows it.
    row.hidden = "more" in row.dataset;
    const legend = element("legend", "onward-plan__legend", fill(TEXT.plan_action, { number: index + 1 }));
    const inputs = heads.map((head, column) => field(head, index + 1, row.cells[column + 1]));
    const form = element("fieldset", "onward-plan__action", legend, ...inputs);
    form.hidden = index > 0;
    return form;
  });
  const spare = () => forms.find(({ hidden }, index) => hidden && !rows[index].hidden);
  const add = actionButton("add", TEXT.plan_add, () => {
    const next = spare() ?? forms[0];
    next.hidden = false;
    // The button may go, so the focus goes first.
    one(next, ".onward-own__input").focus();
    foot.refresh();
  });
  table.before(...forms, add);
  for (const line of all(block, ".onward-plan__line")) {
    line.after(field(line, 0, one(line, ".onward-plan__write")));
  }
  const said = one(block, ".onward-plan__said");
  const file = one(block, ".onward-plan__file");
  // What came of one action stands there until the next.
  one(block, ".onward-foot").addEventListener("click", () => put(said), true);
  onPress(block, "save", saveFile);
  onPress(block, "load", () => file.click());
  onPress(block, "calendar", () => {
    const found = events();
    const name = TEXT.calendar_name;
    if (found.length) {
      download(name, "text/calendar", calendar(found, new Date()));
    }
    put(said, found.length ? fill(TEXT.calendar_made, { name }) : TEXT.calendar_empty);
  });
  file.addEventListener("change", async () => {
    // One file, or none.
    for (const picked of [...file.files]) {
      const words = await loadFile(picked);
      // So that the same file can be chosen again.
      file.value = "";
      refreshAll();
      put(said, words);
    }
  });
  return foot.start();

  function show() {
    add.hidden = !spare();
    const lists = begun(data).map(listOfItems);
    showPart("lists", lists.length ? lists : [element("p", "onward-plan__nothing", TEXT.plan_nothing)]);
    showPart("chosen", chosen(data));
  }

  /** Show elements in a part of the plan, and hide the part when there are none. */
  function showPart(name, elements) {
    const part = one(block, `[data-part=${name}]`);
    put(part.lastElementChild, ...elements);
    part.hidden = elements.length === 0;
  }

  /** Everything with a date that is still to be done, as `calendar` takes it. */
  function events() {
    const title = one(block, ".onward-block__title").textContent;
    const here = foot.writings.flatMap(({ id, row, label, days, shown: day }, index, fields) => {
      // The last that is written before the date in its action says what is to be done.
      const before = fields.slice(0, index).filter((each) => row && each.row === row).map(({ shown }) => shown.trim());
      const name = row ? fill(TEXT.plan_action, { number: row }) : label.textContent;
      const summary = before.filter(Boolean).pop() ?? `${name}: ${title}`;
      return days && day ? [{ uid: uid(block.id, id), day, summary, address: link(`#${block.id}`).href }] : [];
    });
    return [...here, ...begun(data).flatMap(({ items }) => items).filter(({ day, done }) => day && !done)];
  }
}

/** What calendars know an event by, when it comes again. */
function uid(block, id) {
  return `${block}:${id}@${SITE}`;
}

/** What the reader has begun in the checklists: their items are events as `calendar` takes them, and have done and note. */
function begun({ checklists, places }) {
  return checklists.map(({ id, was, title, page, items }) => {
    const choices = new Store(id, was).choices();
    const { href: address } = link(`${places[page]}#${id}`);
    const written = (item, part, kind) => own(find(choices, partOf(item, part)), kind).trim();
    return {
      title,
      address,
      items: items.map((item) => ({
        uid: uid(id, item.id),
        day: written(item, ":due", "date"),
        summary: item.text,
        address: `${address}--${item.id}`,
        done: find(choices, item)?.on === true,
        note: written(item, ":note", "text"),
      })),
    };
  }).filter(({ items }) => items.some(({ done, note, day }) => done || note || day));
}

/** A checklist as the plan shows it: what is left to do, and every note. */
function listOfItems({ title, address, items }) {
  const rows = items.filter(({ done, note }) => !done || note).map(({ summary: text, address, done, note, day }) => element(
    "li",
    "",
    link(address, done ? fill(TEXT.plan_done, { text }) : text),
    day && !done && ` ${fill(TEXT.plan_by, { date: spokenDay(day) })}`,
    note && element("p", "onward-plan__note", fill(TEXT.plan_note, { text: note })),
  ));
  return listOf(title, address, rows.length ? rows : [element("li", "", TEXT.plan_all_done)]);
}

/** What the reader's answers to the self-checks of `data.checks` lead to, as elements; see outcomes.js. */
function chosen({ checks, places }) {
  return checks.flatMap((check) => {
    const answers = answersIn(check, new Store(check.id, check.was).choices());
    // That nothing stands out is nothing to plan with.
    const named = answers.size ? outcomesOf(check, answers).shown.filter(({ when }) => when.length) : [];
    const rows = named.map(({ title }) => element("li", "", title));
    return rows.length ? [listOf(check.title, `${places[check.page]}#${check.id}`, rows)] : [];
  });
}

/** What the plan has from one block of another page. */
function listOf(title, address, rows) {
  const from = element("p", "onward-plan__from", link(address, title));
  return element("div", "", from, element("ul", "onward-plan__items", ...rows));
}
