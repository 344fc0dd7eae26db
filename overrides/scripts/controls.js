// What the reader answers a question with. Each control has the same few methods:
// given() is the answer as it is kept, or null; whole() whether it can be checked, and `missing` what to say if not;
// show(choice) puts a kept answer into place; reply(checked) shows or takes away the feedback in its own places,
// replies(); good() says whether there is no better choice.

/** Radio buttons or tick boxes. */
class ChoiceControl {
  constructor(fieldset, answered) {
    this.missing = TEXT.choose_first;
    this.options = [...fieldset.querySelectorAll(".onward-option")].map((option) => {
      const { option: id, was, right } = option.dataset;
      return {
        names: [id, ...ids(was)],
        id,
        right: right === "true",
        input: option.querySelector(".onward-option__input"),
        reply: fieldset.querySelector(`[data-reply="${id}"]`),
        feedback: fieldset.querySelector(`.onward-answer[data-for="${id}"] .onward-feedback`),
      };
    });
    for (const { input } of this.options) {
      input.addEventListener("change", answered);
    }
  }

  given() {
    const pick = this.options.filter(({ input }) => input.checked).map(({ id }) => id);
    return pick.length > 0 ? { pick } : null;
  }

  whole() {
    return this.given() !== null;
  }

  show({ pick }) {
    const picked = Array.isArray(pick) ? pick : [];
    for (const { names, input } of this.options) {
      input.checked = names.some((name) => picked.includes(name));
    }
  }

  reply(checked) {
    for (const { right, input, reply, feedback } of this.options) {
      const missed = checked && right && !input.checked && input.type === "checkbox";
      put(reply, checked && (input.checked || missed) ? feedback : null);
      const verdict = missed && reply.querySelector(".onward-feedback__verdict");
      if (verdict) {
        say(verdict, TEXT.missed);
      }
    }
  }

  replies() {
    return this.options.map(({ reply }) => reply);
  }

  good() {
    const chosen = this.options.filter(({ input }) => input.checked);
    // A scenario may have several best options, and one choice.
    const single = chosen.every(({ input }) => input.type === "radio");
    return this.options.every(({ right, input }) => (single && !input.checked) || right === input.checked);
  }
}

/** Steps that move up and down. */
class OrderControl {
  constructor(fieldset, answered) {
    this.list = fieldset.querySelector(".onward-order");
    this.moved = fieldset.querySelector(".onward-order__moved");
    this.right = [...fieldset.querySelectorAll(".onward-answer [data-for]")].map((row) => row.dataset.for);
    this.better = fieldset.querySelector(".onward-answer");
    // Where a step stands when nothing is kept.
    this.first = [...this.list.children];
    this.placed = 0;
    this.missing = TEXT.order_first;
    this.result = fieldset.insertBefore(element("div", "onward-order__result"), fieldset.querySelector(".onward-question__why"));
    this.list.classList.add("onward-order--live");
    this.first.forEach((row, index) => {
      // Printed blank, the steps stand as the page has them, and not as the reader has put them.
      row.style.setProperty("--first", index);
      row.querySelector(".onward-order__moves").hidden = false;
      for (const button of row.querySelectorAll("button")) {
        button.addEventListener("click", () => this.#move(row, button.dataset.action === "up", answered));
      }
    });
  }

  #order() {
    return [...this.list.children].map((row) => row.dataset.step);
  }

  #move(row, up, answered) {
    const neighbour = up ? row.previousElementSibling : row.nextElementSibling;
    if (neighbour) {
      // The neighbour moves, so that the button keeps the focus.
      (up ? row.after(neighbour) : row.before(neighbour));
      this.placed = this.first.length;
      answered();
    }
    const place = [...this.list.children].indexOf(row) + 1;
    say(this.moved, fill(TEXT.moved, { place, total: this.first.length }));
  }

  given() {
    return this.placed > 0 ? { order: this.#order() } : null;
  }

  whole() {
    return this.placed === this.first.length;
  }

  show({ order }) {
    const kept = Array.isArray(order) ? order : [];
    const place = ({ dataset }) => {
      const found = [dataset.step, ...ids(dataset.was)].map((id) => kept.indexOf(id)).filter((index) => index >= 0);
      // A step that came later stands behind those that the reader has put in order.
      return found.length > 0 ? Math.min(...found) : kept.length;
    };
    const rows = [...this.first].sort((one, other) => place(one) - place(other));
    this.placed = rows.filter((row) => place(row) < kept.length).length;
    if (this.placed === 0) {
      say(this.moved, "");
    }
    rows.forEach((row, index) => {
      if (this.list.children[index] !== row) {
        this.list.insertBefore(row, this.list.children[index]);
      }
    });
  }

  reply(checked) {
    const good = this.good();
    if (checked && !this.result.hasChildNodes()) {
      const feedback = element("div", `onward-feedback onward-feedback--${good ? "good" : "better"}`);
      feedback.append(element("p", "onward-feedback__verdict", good ? TEXT.good : TEXT.better_order));
      if (!good) {
        feedback.append(copied(this.better, ":scope > ol"));
      }
      this.result.replaceChildren(feedback);
    } else if (!checked) {
      put(this.result, null);
    }
  }

  replies() {
    return [this.result, this.moved];
  }

  good() {
    return this.right.join() === this.#order().join();
  }
}

/** A select for each pair. */
class MatchControl {
  constructor(fieldset, answered) {
    this.missing = TEXT.match_all;
    this.pairs = [...fieldset.querySelectorAll(".onward-match__pair")].map((row) => {
      const { pair: id, was } = row.dataset;
      return {
        id,
        names: [id, ...ids(was)],
        select: row.querySelector("select"),
        reply: row.querySelector(".onward-option__feedback"),
        feedback: fieldset.querySelector(`.onward-answer[data-for="${id}"] .onward-feedback`),
      };
    });
    for (const { select } of this.pairs) {
      select.hidden = false;
      select.addEventListener("change", answered);
    }
    fieldset.querySelector(".onward-match").classList.add("onward-match--live");
  }

  given() {
    const pairs = this.pairs.filter(({ select }) => select.value).map(({ id, select }) => [id, select.value]);
    return pairs.length > 0 ? { pairs } : null;
  }

  whole() {
    return this.pairs.every(({ select }) => select.value);
  }

  show({ pairs }) {
    const kept = new Map(Array.isArray(pairs) ? pairs.filter(Array.isArray) : []);
    for (const { names, select } of this.pairs) {
      const partner = names.map((name) => kept.get(name)).find(Boolean);
      // The partner may have had another id when it was chosen.
      select.value = this.pairs.find((pair) => pair.names.includes(partner))?.id ?? "";
    }
  }

  reply(checked) {
    for (const { id, select, reply, feedback } of this.pairs) {
      if (!checked) {
        put(reply, null);
      } else if (!reply.hasChildNodes()) {
        const good = select.value === id;
        const part = element("div", `onward-feedback onward-feedback--${good ? "good" : "better"}`);
        part.append(element("p", "onward-feedback__verdict", good ? TEXT.good : TEXT.better));
        if (!good) {
          const partner = select.querySelector(`[value="${id}"]`).textContent;
          part.append(element("p", "", fill(TEXT.better_match, { partner })));
        }
        if (feedback) {
          part.append(copied(feedback, ":scope > *"));
        }
        reply.replaceChildren(part);
      }
    }
  }

  replies() {
    return this.pairs.map(({ reply }) => reply);
  }

  good() {
    return this.pairs.every(({ id, select }) => select.value === id);
  }
}

const CONTROLS = { choice: ChoiceControl, order: OrderControl, match: MatchControl };
