// An item of a checklist may have a note and a date of the reader's own.

/** A date, for an item that is due in some days. */
function startDue(row, foot) {
  const day = one(row, ".onward-item__due").appendChild(element("span", "onward-item__day"));
  startPart(row, foot, ":due", TEXT.do_by, row.dataset.due, (date) => put(day, date && `: ${date}`));
}

/** A note, with its words to be read, and a button that opens and shuts its field. */
function startNote(row, foot) {
  const said = row.appendChild(element("p", "onward-item__note"));
  const { root, input } = startPart(row, foot, ":note", TEXT.note, "", (text) => {
    put(said, text);
    name();
  });
  const button = actionButton("note", TEXT.note_add, () => {
    root.hidden = !root.hidden;
    name();
    input.focus();
  });
  button.setAttribute("aria-describedby", one(row, ".onward-item__label").id);
  root.hidden = true;
  row.append(button);

  function name() {
    row.classList.toggle("onward-item--writing", !root.hidden);
    put(button, root.hidden ? (said.textContent ? TEXT.note_change : TEXT.note_add) : TEXT.note_close);
  }
}

function startPart(row, foot, part, name, days, say) {
  const writing = startWriting(foot, partOf(known(row), part), name, days, one(row, ".onward-item__label"), say);
  row.append(writing.root);
  return writing;
}
