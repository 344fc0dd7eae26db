// A self-check remembers its answers, and shows what they lead to when the reader asks for it.
//
// How somebody feels is never kept: the answer to the wellbeing question stands in the page and nowhere else, and goes
// with it. What the answers lead to is not kept either: it is read from the page.

/** Start one self-check. Returns the function that shows what is kept. */
function startSelfCheck(block) {
  const data = JSON.parse(block.dataset.check);
  const store = new Store(block.dataset.block, block.dataset.was);
  const fieldsets = [...block.querySelectorAll(".onward-question")];
  const inputs = (fieldset) => [...fieldset.querySelectorAll("input")];
  const idOf = (fieldset) => fieldset.dataset.question;
  const feeling = fieldsets.find((fieldset) => idOf(fieldset) === data.wellbeing);
  const outcomes = [...block.querySelectorAll(".onward-outcome")];
  const check = block.querySelector(".onward-check");
  const message = check.querySelector(".onward-check__message");
  const early = answersOnPage();
  // The answers that the message and the outcomes speak of.
  let saidOf = null;

  const foot = new Foot(block, store, refresh);
  foot.clearButton.addEventListener("click", unanswerFeeling);
  // Coming back to the page, the next person at a shared computer must not find how this one felt.
  window.addEventListener("pagehide", unanswerFeeling);
  for (const fieldset of fieldsets) {
    // Arrow keys choose too, so choosing shows nothing. It takes away what other answers led to.
    fieldset.addEventListener("change", () => (fieldset === feeling ? refresh() : keep(fieldset)));
  }
  check.querySelector("[data-action=check]").addEventListener("click", show);
  announceFromFirstUse(block, [message]);
  check.hidden = false;
  block.classList.add("onward-self-check--live");
  hide();
  refresh();
  // On a slow connection the reader may have answered before this script came.
  for (const fieldset of fieldsets) {
    const pick = early.get(idOf(fieldset));
    const input = inputs(fieldset).find(({ value }) => value === pick);
    if (input && !input.checked) {
      input.checked = true;
      keep(fieldset);
    }
  }
  return refresh;

  /** What is chosen, feelings included: a Map from the id of a statement or question to that of its option. */
  function answersOnPage() {
    const chosen = fieldsets.map((fieldset) => [idOf(fieldset), inputs(fieldset).find(({ checked }) => checked)?.value]);
    return new Map(chosen.filter(([, pick]) => pick));
  }

  function refresh() {
    forgetFeeling();
    const kept = answersIn(data, store.choices());
    for (const fieldset of fieldsets) {
      for (const input of fieldset === feeling ? [] : inputs(fieldset)) {
        input.checked = kept.get(idOf(fieldset)) === input.value;
      }
    }
    const answers = answersOnPage();
    if (saidOf !== null && saidOf !== spelled(answers)) {
      hide();
    }
    foot.progress(TEXT.self_check_answered, answers.size, fieldsets.length);
  }

  function keep(fieldset) {
    const pick = answersOnPage().get(idOf(fieldset));
    foot.report(store.choose(idOf(fieldset), fieldset.dataset.was, { pick: [pick] }));
    refresh();
  }

  function spelled(answers) {
    return JSON.stringify([...answers]);
  }

  function show() {
    const answers = answersOnPage();
    saidOf = spelled(answers);
    if (answers.size === 0) {
      say(message, TEXT.self_check_none);
      return;
    }
    const { shown, tied } = outcomesOf(data, answers);
    for (const outcome of outcomes) {
      outcome.hidden = !shown.some(({ id }) => id === outcome.dataset.outcome);
    }
    block.classList.add("onward-self-check--shown");
    const titles = shown.map(({ title }) => title).join(TEXT.list);
    const found = fill(shown.length === 1 ? TEXT.self_check_one : TEXT.self_check_many, { count: shown.length, titles });
    const areas = tied.map((area) => data.areas[area]).join(TEXT.list);
    say(message, tied.length > 0 ? `${found} ${fill(TEXT.self_check_tied, { areas })}` : found);
  }

  function hide() {
    saidOf = null;
    block.classList.remove("onward-self-check--shown");
    for (const outcome of outcomes) {
      outcome.hidden = true;
    }
    say(message, "");
  }

  function unanswerFeeling() {
    for (const input of feeling ? inputs(feeling) : []) {
      input.checked = false;
    }
    refresh();
  }

  /** A question that was made the wellbeing question later, or a file from elsewhere, may have left an answer. */
  function forgetFeeling() {
    const old = feeling ? [data.wellbeing, ...ids(feeling.dataset.was)] : [];
    const choices = store.choices();
    if (old.some((id) => choices.has(id))) {
      store.clear();
      old.forEach((id) => choices.delete(id));
      if (choices.size > 0) {
        store.keep(choices);
      }
    }
  }
}
