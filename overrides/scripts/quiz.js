// A quiz remembers what was chosen and what was checked, and gives feedback when the reader asks for it.
//
// Whether a choice is right is never kept: that is read from the page, which may have been corrected since.

/** Start one quiz. Returns the function that shows what is kept. */
function startQuiz(block) {
  const store = new Store(block.dataset.block, block.dataset.was);
  const foot = new Foot(block, store, refresh);
  const fieldsets = [...block.querySelectorAll(".onward-question")];
  const questions = fieldsets.map((fieldset) => new Question(fieldset, keep));
  // On a slow connection the reader may have chosen something before this script came.
  const early = questions.map((question) => question.picked());

  function refresh() {
    const choices = store.choices();
    for (const question of questions) {
      question.show(find(choices, question.id, question.was));
    }
    foot.progress(TEXT.answered, questions.filter((question) => question.checked).length, questions.length);
  }

  function keep(question, choice) {
    foot.report(store.choose(question.id, question.was, choice));
    refresh();
  }

  refresh();
  questions.forEach((question, index) => {
    const pick = early[index];
    if (pick.length > 0 && pick.join() !== question.picked().join()) {
      keep(question, { pick, checked: false });
    }
  });
  // What was restored is already in its place and is not news.
  const empty = questions.flatMap((question) => question.replies()).filter((reply) => !reply.hasChildNodes());
  announceFromFirstUse(block, empty);
  return refresh;
}

class Question {
  /** `keep(question, {pick, checked})` is called when the reader chooses or checks. */
  constructor(fieldset, keep) {
    this.id = fieldset.dataset.question;
    this.was = fieldset.dataset.was;
    this.checked = false;
    const answers = fieldset.querySelector(".onward-answers");
    this.options = [...fieldset.querySelectorAll(".onward-option")].map((option) => ({
      id: option.dataset.option,
      was: option.dataset.was,
      input: option.querySelector(".onward-option__input"),
      reply: option.querySelector(".onward-option__feedback"),
      feedback: answers.querySelector(`[data-for="${option.dataset.option}"] .onward-feedback`),
    }));
    this.why = answers.querySelector(".onward-why");
    this.whyReply = fieldset.querySelector(".onward-question__why");

    const check = fieldset.querySelector(".onward-check");
    this.message = check.appendChild(document.createElement("span"));
    this.message.className = "onward-check__message";
    check.querySelector("[data-action=check]").addEventListener("click", () => this.#check(keep));
    check.hidden = false;
    for (const { input } of this.options) {
      // Arrow keys choose too, so choosing never checks. It takes away the feedback on the choice before.
      input.addEventListener("change", () => keep(this, { pick: this.picked(), checked: false }));
    }
    // A live region that appears together with its words is not always read out: these stand ready, empty.
    for (const reply of this.replies()) {
      reply.hidden = false;
    }
    answers.hidden = true;
  }

  /** The ids of the chosen options, in the order of the page. */
  picked() {
    return this.options.filter(({ input }) => input.checked).map(({ id }) => id);
  }

  /** The elements that the script writes into. */
  replies() {
    return [...this.options.map(({ reply }) => reply), this.whyReply, this.message];
  }

  /** Show a choice of the store, or none. */
  show(choice) {
    const pick = Array.isArray(choice?.pick) ? choice.pick : [];
    for (const { id, was, input } of this.options) {
      input.checked = [id, ...ids(was)].some((each) => pick.includes(each));
    }
    // Nothing is checked when the option that was chosen is no longer there.
    this.checked = choice?.checked === true && this.picked().length > 0;
    for (const { input, reply, feedback } of this.options) {
      put(reply, this.checked && input.checked ? feedback : null);
    }
    put(this.whyReply, this.checked ? this.why : null);
    say(this.message, "");
  }

  #check(keep) {
    const pick = this.picked();
    if (pick.length === 0) {
      say(this.message, TEXT.choose_first);
    } else if (!this.checked) {
      keep(this, { pick, checked: true });
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
