// The plan: a worksheet, and what the reader has begun on other pages, gathered from this browser.

/** Start a plan. Returns the function that shows what is kept. */
function startPlan(block) {
  const store = new Store(block.dataset.block, block.dataset.was);
  const foot = new Foot(block, everything, refreshAll);
  const source = document.querySelector(".onward-plan-data");
  const data = source ? JSON.parse(source.textContent) : { checklists: [], checks: [], places: {} };
  // Every field of the worksheet, in the order of the page: {id, was, row, name, writing, paper}.
  const fields = [];

  function field(head, row, paper) {
    const { field, was, due } = head.dataset;
    const [id, old] = row ? [`${row}:${field}`, ids(was).map((each) => `${row}:${each}`).join(" ")] : [field, was];
    const name = head.querySelector(".onward-plan__name").textContent;
    const writing = new Writing(name, Number(due ?? 0), (choice) => {
      foot.report(store.choose(id, old, choice));
      refresh();
    });
    const hint = copied(head, ".onward-plan__hint").firstElementChild;
    if (hint) {
      writing.label.after(hint);
      writing.describe(hint);
    }
    fields.push({ id, was: old, row, name, writing, paper });
    return writing.root;
  }

  const table = block.querySelector(".onward-plan__paper");
  const heads = [...table.querySelectorAll("[data-field]")];
  const forms = [...table.querySelectorAll("tbody tr")].map((row, index) => {
    const form = element("fieldset", "onward-plan__action");
    form.append(element("legend", "onward-plan__legend", fill(TEXT.plan_action, { number: index + 1 })));
    form.append(...heads.map((head, column) => field(head, index + 1, row.cells[column + 1])));
    form.hidden = index > 0;
    return form;
  });
  const add = actionButton("add", TEXT.plan_add, () => {
    const next = forms.find((form) => form.hidden) ?? forms.at(-1);
    next.hidden = false;
    next.querySelector(".onward-own__input").focus();
    add.hidden = !forms.some((form) => form.hidden);
  });
  table.before(...forms, add);
  for (const line of block.querySelectorAll(".onward-plan__line")) {
    line.after(field(line, 0, line.querySelector(".onward-plan__write")));
  }
  block.classList.add("onward-plan--forms");

  function refresh() {
    const choices = store.choices();
    for (const { id, was, row, writing, paper } of fields) {
      const choice = find(choices, id, was);
      writing.show(choice);
      const words = own(choice, writing.kind).trim();
      say(paper, words && writing.kind === "date" ? spokenDay(words) : words);
      if (words && row) {
        forms.slice(0, row).forEach((form) => { form.hidden = false; });
      }
    }
    add.hidden = !forms.some((form) => form.hidden);
    const lists = begun(data);
    putPart(block, "lists", lists.length > 0 ? lists.map(listOf) : [element("p", "onward-plan__nothing", TEXT.plan_nothing)]);
    putPart(block, "chosen", chosen(data));
  }

  /** Everything with a date that is still to be done, as `calendar` takes it. */
  function events() {
    const choices = store.choices();
    const title = block.querySelector(".onward-block__title").textContent;
    const words = ({ id, was, writing }) => own(find(choices, id, was), writing.kind).trim();
    const here = fields.filter((each) => each.writing.kind === "date" && words(each)).map((each) => {
      // The last that is written before the date in its action says what is to be done.
      const before = fields.slice(0, fields.indexOf(each)).filter(({ row }) => row && row === each.row);
      const name = each.row ? fill(TEXT.plan_action, { number: each.row }) : each.name;
      return {
        id: `${block.id}:${each.id}`,
        date: words(each),
        text: before.map(words).filter(Boolean).pop() ?? `${name}: ${title}`,
        address: `#${block.id}`,
      };
    });
    const items = begun(data).flatMap((list) => list.items).filter(({ date, done }) => date && !done);
    return [...here, ...items].map(({ id, date, text, address }) => ({
      uid: `${id}@${SITE}`,
      day: date,
      summary: text,
      address: new URL(address, location.href).href,
    }));
  }

  const said = startActions(block, events);
  foot.onClear(() => {
    say(said, "");
    fields.forEach(({ writing }) => writing.drop());
  });
  refresh();
  return refresh;
}

/**
 * Start the buttons under the plan that save, load and date; Foot has the others. `events` is asked when it is needed.
 * Returns where is said what came of it.
 */
function startActions(block, events) {
  const foot = block.querySelector(".onward-foot");
  const said = foot.appendChild(element("p", "onward-plan__said"));
  const file = foot.appendChild(element("input", "onward-plan__file"));
  file.type = "file";
  file.accept = "application/json,.json";
  file.hidden = true;
  file.setAttribute("aria-label", TEXT.load_file);
  announceFromFirstUse(block, [said]);

  const on = (action, act) => foot.querySelector(`[data-action=${action}]`).addEventListener("click", () => {
    say(said, "");
    act();
  });
  on("save", saveFile);
  on("load", () => file.click());
  on("calendar", () => {
    const all = events();
    if (all.length > 0) {
      download(TEXT.calendar_name, "text/calendar", calendar(all, new Date()));
    }
    say(said, fill(all.length > 0 ? TEXT.calendar_made : TEXT.calendar_empty, { name: TEXT.calendar_name }));
  });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    // So that the same file can be chosen again.
    const words = chosen && await loadFile(chosen);
    file.value = "";
    if (words) {
      refreshAll();
      say(said, words);
    }
  });
  return said;
}

/** What the reader has begun in the checklists: [{title, address, items: [{id, text, address, done, note, date}]}]. */
function begun({ checklists, places }) {
  return checklists.map(({ id, was, title, page, items }) => {
    const choices = new Store(id, was).choices();
    const address = `${places[page]}#${id}`;
    return {
      title,
      address,
      items: items.map((item) => ({
        id: `${id}:${item.id}`,
        text: item.text,
        address: `${address}--${item.id}`,
        done: find(choices, item.id, item.was)?.on === true,
        note: own(find(choices, ...partOf(item.id, item.was, "note")), "text").trim(),
        date: own(find(choices, ...partOf(item.id, item.was, "due")), "date"),
      })),
    };
  }).filter(({ items }) => items.some(({ done, note, date }) => done || note || date));
}

/** A checklist as the plan shows it: what is left to do, and every note. */
function listOf({ title, address, items }) {
  const part = element("div", "onward-plan__list");
  part.appendChild(element("p", "onward-plan__from")).append(linkTo(address, title));
  const rows = part.appendChild(element("ul", "onward-plan__items"));
  for (const { text, address, done, note, date } of items.filter((item) => !item.done || item.note)) {
    const row = rows.appendChild(element("li", "onward-plan__item"));
    row.append(linkTo(address, done ? fill(TEXT.plan_done, { text }) : text));
    if (date && !done) {
      row.append(" ", element("span", "onward-plan__by", fill(TEXT.plan_by, { date: spokenDay(date) })));
    }
    if (note) {
      row.append(element("p", "onward-plan__note", fill(TEXT.plan_note, { text: note })));
    }
  }
  return part;
}

/** What the reader's answers to the self-checks of `data.checks` lead to, as elements; see outcomes.js. */
function chosen({ checks, places }) {
  return checks.flatMap((check) => {
    const answers = answersIn(check, new Store(check.id, check.was).choices());
    const shown = answers.size > 0 ? outcomesOf(check, answers).shown : [];
    if (shown.length === 0) {
      return [];
    }
    const part = element("div", "onward-plan__list");
    part.appendChild(element("p", "onward-plan__from")).append(linkTo(`${places[check.page]}#${check.id}`, check.title));
    part.appendChild(element("ul", "onward-plan__items")).append(...shown.map(({ title }) => element("li", "", title)));
    return [part];
  });
}

function linkTo(address, words) {
  const link = element("a", "", words);
  link.href = address;
  return link;
}

/** Put elements into a part of the plan, and hide the part when there are none. What has not changed stays. */
function putPart(block, name, elements) {
  const part = block.querySelector(`[data-part=${name}]`);
  const holder = part.lastElementChild;
  const fresh = holder.cloneNode(false);
  fresh.append(...elements);
  if (!holder.isEqualNode(fresh)) {
    holder.replaceWith(fresh);
  }
  part.hidden = elements.length === 0;
}

// All that is kept for this site, as Foot clears and restores it.
const everything = {
  clear() {
    const keys = [...storedKeys(), ...unsaved.keys()].map((key) => (key.endsWith(COPY) ? key.slice(0, -COPY.length) : key));
    const stores = [...new Set(keys)].map((key) => new Store(key.slice(PREFIX.length)));
    const removed = stores.map((store) => ({ store, was: store.clear() })).filter(({ was }) => was);
    return removed.length > 0 ? removed : null;
  },
  restore(removed) {
    const outcomes = removed.map(({ store, was }) => store.restore(was));
    return outcomes.find((outcome) => outcome !== "kept") ?? "kept";
  },
};
