// What the reader answers a question with. Each control has the same few members:
// given() is the answer as it is kept; whole() whether it can be checked, and `missing` what to say if not;
// show(choice) puts a kept answer into place; reply(checked) shows or takes away the feedback in its own places,
// `replies`; good() says whether there is no better choice. `answered` is called when the reader has changed the answer.

/** Radio buttons or tick boxes. */
function choiceControl(fieldset, answered) {
  const options = partsOf(fieldset, ".onward-option", answered);
  const single = options.every(({ input }) => input.type === "radio");
  return {
    missing: TEXT.choose_first,
    replies: options.map(({ reply }) => reply),
    given: () => ({ pick: options.filter(({ input }) => input.checked).map(({ id }) => id) }),
    whole: () => options.some(({ input }) => input.checked),
    show({ pick }) {
      for (const { ids, input } of options) {
        input.checked = ids.some((id) => listIn(pick).includes(id));
      }
    },
    reply(checked) {
      for (const { right, input, reply, feedback } of options) {
        const missed = right && !input.checked && !single;
        const copy = checked && (input.checked || missed) && feedback()[0];
        if (copy && missed) {
          put(one(copy, ".onward-feedback__verdict"), TEXT.missed);
        }
        put(reply, copy);
      }
    },
    // A scenario may have several best options, and one choice.
    good: () => options.every(({ right, input }) => right === input.checked || (right && single)),
  };
}

/** Steps that move up and down. */
function orderControl(fieldset, answered) {
  const list = one(fieldset, ".onward-order");
  const moved = one(fieldset, ".onward-order__moved");
  const better = one(fieldset, ".onward-answer");
  const result = element("div", "onward-order__result");
  // Where a step stands when nothing is kept.
  const first = [...list.children];
  let placed = 0;

  one(fieldset, ".onward-question__why").before(result);
  first.forEach((row, index) => {
    // Printed blank, the steps stand as the page has them, and not as the reader has put them.
    row.style.setProperty("--first", index);
    onPress(row, "up", () => move(row, row.previousElementSibling, "after"));
    onPress(row, "down", () => move(row, row.nextElementSibling, "before"));
  });

  function order() {
    return [...list.children].map((row) => row.dataset.step);
  }

  function move(row, neighbour, side) {
    if (neighbour) {
      // The neighbour moves, so that the button keeps the focus.
      row[side](neighbour);
      placed = first.length;
      answered();
    }
    const place = order().indexOf(row.dataset.step) + 1;
    put(moved, fill(TEXT.moved, { place, total: first.length }));
  }

  const good = () => all(better, "[data-for]").map((row) => row.dataset.for).join() === order().join();
  return {
    missing: TEXT.order_first,
    replies: [result, moved],
    given: () => placed > 0 && { order: order() },
    whole: () => placed === first.length,
    show({ order }) {
      const kept = listIn(order);
      const place = (row) => {
        const index = kept.findIndex((id) => names(known(row)).includes(id));
        // A step that came later stands behind those that the reader has put in order.
        return index < 0 ? kept.length : index;
      };
      const rows = [...first].sort((one, other) => place(one) - place(other));
      placed = rows.filter((row) => place(row) < kept.length).length;
      if (placed === 0) {
        put(moved);
      }
      if (rows.some((row, index) => list.children[index] !== row)) {
        const focused = document.activeElement;
        list.append(...rows);
        // Another tab may have moved the step that the reader is at.
        focused.focus();
      }
    },
    reply(checked) {
      put(result, checked && verdict(good(), TEXT.better_order, copied(better, ":scope > ol")));
    },
    good,
  };
}

/** A select for each pair. */
function matchControl(fieldset, answered) {
  const pairs = partsOf(fieldset, ".onward-match__pair", answered);
  return {
    missing: TEXT.match_all,
    replies: pairs.map(({ reply }) => reply),
    given: () => ({ pairs: pairs.filter(({ input }) => input.value).map(({ id, input }) => [id, input.value]) }),
    whole: () => pairs.every(({ input }) => input.value),
    show({ pairs: kept }) {
      const partners = new Map(listIn(kept).filter(Array.isArray));
      for (const { ids, input } of pairs) {
        const partner = ids.map((id) => partners.get(id)).find(Boolean);
        // The partner may have had another id when it was chosen.
        input.value = pairs.find((pair) => pair.ids.includes(partner))?.id ?? "";
      }
    },
    reply(checked) {
      for (const { id, input, reply, feedback } of pairs) {
        const partner = one(input, `[value="${id}"]`).textContent;
        const better = [element("p", "", fill(TEXT.better_match, { partner }))];
        put(reply, checked && verdict(input.value === id, TEXT.better, better, feedback(" > *")));
      }
    },
    good: () => pairs.every(({ id, input }) => input.value === id),
  };
}

const CONTROLS = { choice: choiceControl, order: orderControl, match: matchControl };

/** The options or pairs of a question: each with its ids, its control, copies of its feedback, and the place for them. */
function partsOf(fieldset, selector, answered) {
  return all(fieldset, selector).map((row) => {
    const part = known(row);
    const { id } = part;
    const input = one(row, "input, select");
    input.addEventListener("change", answered);
    return {
      id,
      ids: names(part),
      right: row.dataset.right === "true",
      input,
      reply: one(fieldset, `[data-reply="${id}"]`),
      feedback: (more = "") => copied(fieldset, `.onward-answer[data-for="${id}"] .onward-feedback${more}`),
    };
  });
}

/** Feedback that depends on what was answered: what is better, if anything is, and what is said at any rate. */
function verdict(good, words, better, more = []) {
  return element(
    "div",
    `onward-feedback onward-feedback--${good ? "good" : "better"}`,
    element("p", "onward-feedback__verdict", good ? TEXT.good : words),
    ...(good ? [] : better),
    ...more,
  );
}
