// A self-check remembers its answers, and shows what they lead to when the reader asks for it.
//
// How somebody feels is never kept: the answer to the wellbeing question stands in the page and nowhere else, and goes
// with it. What the answers lead to is not kept either: it is read from the page.

/** Start one self-check. Returns the function that shows what is kept. */
function startSelfCheck(block) {
  const data = JSON.parse(block.dataset.check);
  const foot = startFoot(block, show);
  const questions = all(block, ".onward-question").map((fieldset) => ({ ...known(fieldset), inputs: all(fieldset, "input") }));
  const feeling = questions.find(({ id }) => id === data.wellbeing);
  // The answers that the message and the outcomes speak of.
  let saidOf = "";

  onPress(block, "clear", unanswerFeeling);
  // Coming back to the page, the next person at a shared computer must not find how this one felt.
  addEventListener("pagehide", unanswerFeeling);
  // Arrow keys choose too, so choosing shows nothing. It takes away what other answers led to.
  block.addEventListener("change", ({ target }) => {
    const question = questions.find(({ inputs }) => inputs.includes(target));
    if (question === feeling) {
      foot.refresh();
    } else {
      foot.choose(question, { pick: [target.value] });
    }
  });
  onPress(block, "check", tellOutcomes);
  tell([], "");
  return foot.start();

  /** What is chosen, feelings included: a Map from the id of a statement or question to that of its option. */
  function answersOnPage() {
    const chosen = ({ id, inputs }) => inputs.filter(({ checked }) => checked).map(({ value }) => [id, value]);
    return new Map(questions.flatMap(chosen));
  }

  function show(choices) {
    // Of a question that was made the wellbeing question later an answer may be there. The store writes it no more.
    if (feeling && names(feeling).some((id) => readKey(foot.store.key)?.includes(`"${id}"`))) {
      foot.store.keep(new Map());
    }
    const kept = answersIn(data, choices);
    for (const { id, inputs } of questions.filter((question) => question !== feeling)) {
      for (const input of inputs) {
        input.checked = input.value === kept.get(id);
      }
    }
    const answers = answersOnPage();
    if (saidOf && saidOf !== spelled(answers)) {
      saidOf = "";
      tell([], "");
    }
    foot.progress(TEXT.self_check_answered, answers.size, questions.length);
  }

  function spelled(answers) {
    return JSON.stringify([...answers]);
  }

  function tellOutcomes() {
    const answers = answersOnPage();
    saidOf = spelled(answers);
    if (answers.size === 0) {
      tell([], TEXT.self_check_none);
      return;
    }
    const { shown, tied } = outcomesOf(data, answers);
    const titles = shown.map(({ title }) => title).join(TEXT.list);
    const found = fill(shown.length === 1 ? TEXT.self_check_one : TEXT.self_check_many, { count: shown.length, titles });
    const areas = tied.map((area) => data.areas[area]).join(TEXT.list);
    tell(shown, areas ? `${found} ${fill(TEXT.self_check_tied, { areas })}` : found);
  }

  /** Show these outcomes and no others, and say so. */
  function tell(shown, words) {
    for (const outcome of all(block, ".onward-outcome")) {
      outcome.hidden = !shown.some(({ id }) => id === outcome.dataset.outcome);
    }
    block.classList.toggle("onward-self-check--shown", shown.length > 0);
    put(one(block, ".onward-check__message"), words);
  }

  function unanswerFeeling() {
    feeling?.inputs.forEach((input) => {
      input.checked = false;
    });
    foot.refresh();
  }
}
