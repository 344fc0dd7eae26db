// A quiz remembers what was answered and what was checked, and gives feedback when the reader asks for it.
//
// Whether an answer is right is never kept: that is read from the page, which may have been corrected since.

/** Start one quiz. Returns the function that shows what is kept. */
function startQuiz(block) {
  const store = new Store(block.dataset.block, block.dataset.was);
  const foot = new Foot(block, store, refresh);
  const exercises = [...block.querySelectorAll(".onward-question")].map((fieldset) => new Exercise(fieldset, keep));
  const again = block.querySelector(".onward-again");
  // On a slow connection the reader may have chosen something before this script came.
  const early = exercises.map((exercise) => exercise.given());
  if (block.dataset.shuffle) {
    shuffle(exercises);
  }

  function refresh() {
    const choices = store.choices();
    for (const exercise of exercises) {
      exercise.show(find(choices, exercise.id, exercise.was));
    }
    const checked = exercises.filter((exercise) => exercise.checked);
    const good = checked.filter((exercise) => exercise.control.good());
    const score = block.dataset.score && checked.length > 0 ? ` ${TEXT.scored}` : "";
    foot.progress(TEXT.answered + score, checked.length, exercises.length, good.length);
    if (block.dataset.kind === "scenario") {
      showSteps(exercises);
    }
    if (again) {
      lookAgain(again, checked);
    }
  }

  function keep(exercise, choice) {
    foot.report(store.choose(exercise.id, exercise.was, choice));
    refresh();
    const next = exercises.indexOf(exercise) + 1;
    if (exercise.checked && block.dataset.kind === "scenario" && next < exercises.length) {
      say(exercise.message, fill(TEXT.next_step, { number: next + 1, total: exercises.length }));
    }
  }

  refresh();
  exercises.forEach((exercise, index) => {
    if (early[index] && JSON.stringify(early[index]) !== JSON.stringify(exercise.given())) {
      keep(exercise, { ...early[index], checked: false });
    }
  });
  // What was restored is already in its place and is not news.
  const empty = exercises.flatMap((exercise) => exercise.replies()).filter((reply) => !reply.hasChildNodes());
  announceFromFirstUse(block, empty);
  return refresh;
}

/** One question: its control, Check, how sure the reader is, and the replies. */
class Exercise {
  /** `keep(exercise, choice)` is called when the reader answers, says how sure, or checks. */
  constructor(fieldset, keep) {
    this.fieldset = fieldset;
    this.id = fieldset.dataset.question;
    this.was = fieldset.dataset.was;
    this.checked = false;
    this.answers = fieldset.querySelector(".onward-answers");
    this.why = this.answers.querySelector(".onward-why");
    this.whyReply = fieldset.querySelector(".onward-question__why");
    this.sureness = [...fieldset.querySelectorAll(".onward-sure input")];
    // Answering never checks, for arrow keys answer too. It takes away the feedback on the answer before.
    const answered = () => keep(this, this.#choice(false));
    this.control = new CONTROLS[fieldset.dataset.control](fieldset, answered);

    const check = fieldset.querySelector(".onward-check");
    this.message = check.appendChild(element("span", "onward-check__message"));
    check.querySelector("[data-action=check]").addEventListener("click", () => this.#check(keep));
    check.hidden = false;
    for (const input of this.sureness) {
      input.addEventListener("change", () => keep(this, this.#choice(this.checked)));
    }
    // A live region that appears together with its words is not always read out: these stand ready, empty.
    for (const reply of this.replies()) {
      reply.hidden = false;
    }
    this.answers.hidden = true;
  }

  /** What the reader has answered, or null. */
  given() {
    return this.control.given();
  }

  /** How sure the reader is, or undefined. */
  get sure() {
    return this.sureness.find((input) => input.checked)?.value;
  }

  /** The elements that the script writes into. */
  replies() {
    return [...this.control.replies(), this.whyReply, this.message];
  }

  /** Show a choice of the store, or none. */
  show(choice) {
    this.control.show(choice ?? {});
    for (const input of this.sureness) {
      input.checked = input.value === choice?.sure;
    }
    // Nothing is checked when what was chosen is no longer there.
    this.checked = choice?.checked === true && this.control.whole();
    this.control.reply(this.checked);
    put(this.whyReply, this.checked ? this.why : null);
    say(this.message, "");
    // Check is filled while there is something to check: among several questions that is the one the reader is at.
    this.fieldset.dataset.state = this.checked ? "checked" : this.control.whole() ? "answered" : "open";
  }

  #choice(checked) {
    const sure = this.sure;
    return { ...this.given(), ...(sure && { sure }), checked };
  }

  #check(keep) {
    if (!this.control.whole()) {
      say(this.message, this.control.missing);
    } else if (!this.checked) {
      keep(this, this.#choice(true));
    }
  }
}

/** One step after another: the first that is not checked, and all that come before one that was reached. */
function showSteps(steps) {
  const reached = steps.findLastIndex((step) => step.checked) + 1;
  steps.forEach(({ fieldset }, index) => {
    // On paper all steps are there.
    fieldset.classList.toggle("onward-later", index > reached);
  });
}

/** List what the reader guessed, and where a better choice is. */
function lookAgain(again, checked) {
  const rows = checked.flatMap((exercise) => {
    const good = exercise.control.good();
    if (good && exercise.sure !== "guess") {
      return [];
    }
    const link = element("a", "", exercise.fieldset.querySelector(".onward-question__legend").textContent.trim());
    link.href = `#${exercise.fieldset.id}`;
    const row = document.createElement("li");
    row.append(link, " ", good ? TEXT.again_guess : exercise.sure === "certain" ? TEXT.again_certain : TEXT.again_better);
    return [row];
  });
  again.querySelector("ul").replaceChildren(...rows);
  again.hidden = rows.length === 0;
}

/** Put the options of each question into an order of this visit's own. */
function shuffle(exercises) {
  for (const { fieldset } of exercises) {
    const rows = fieldset.querySelector(".onward-options");
    // A row that has the focus would lose it.
    if (rows && !rows.contains(document.activeElement)) {
      const order = [...rows.children].map((row) => [Math.random(), row]).sort(([a], [b]) => a - b);
      rows.append(...order.map(([, row]) => row));
    }
  }
}

/** Put a copy of `source` into `reply`, or empty it. What is there already stays, and is announced once. */
function put(reply, source) {
  if (reply.hasChildNodes() === Boolean(source)) {
    return;
  }
  if (!source) {
    reply.replaceChildren();
    announce(reply);
    return;
  }
  const copy = source.cloneNode(true);
  for (const part of [copy, ...copy.querySelectorAll("[id]")]) {
    part.removeAttribute("id");
  }
  reply.replaceChildren(copy);
}
