// An item of a checklist may have a note and a date of the reader's own.

/** Give an item what it may have. Returns what was made: [{writing, show(choices)}]. */
function startOwn(row, notes, keep) {
  const { item, was, due } = row.dataset;
  const label = row.querySelector(".onward-item__label");

  function part(name, days, words) {
    const [id, old] = partOf(item, was, name);
    const writing = new Writing(words, days, (choice) => keep(id, old, choice));
    label.id ||= `${row.id}__label`;
    writing.describe(label);
    return { writing, choice: (choices) => find(choices, id, old) };
  }

  const parts = [];
  if (due) {
    parts.push(dueOf(row, part("due", Number(due), TEXT.do_by)));
  }
  if (notes) {
    parts.push(noteOf(row, label, part("note", 0, TEXT.note)));
  }
  return parts;
}

function dueOf(row, { writing, choice }) {
  const day = row.querySelector(".onward-item__due").appendChild(element("span", "onward-item__day"));
  row.append(writing.root);
  return {
    writing,
    show(choices) {
      const date = own(choice(choices), "date");
      writing.show(choice(choices));
      say(day, date && `: ${spokenDay(date)}`);
    },
  };
}

function noteOf(row, label, { writing, choice }) {
  const said = element("p", "onward-item__note");
  const button = actionButton("note", TEXT.note_add, () => {
    writing.root.hidden = !writing.root.hidden;
    name();
    if (!writing.root.hidden) {
      writing.input.focus();
    }
  });
  button.setAttribute("aria-describedby", label.id);
  writing.root.hidden = true;
  row.append(said, writing.root, button);

  function name() {
    const open = !writing.root.hidden;
    row.classList.toggle("onward-item--writing", open);
    say(button, open ? TEXT.note_close : said.textContent ? TEXT.note_change : TEXT.note_add);
  }

  return {
    writing,
    show(choices) {
      writing.show(choice(choices));
      say(said, own(choice(choices), "text").trim());
      name();
    },
  };
}
