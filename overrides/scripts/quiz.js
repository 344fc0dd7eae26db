// A quiz remembers what was answered and what was checked, and gives feedback when the reader asks for it.
//
// Whether an answer is right is never kept: that is read from the page, which may have been corrected since.

/** Start one quiz. Returns the function that shows what is kept. */
function startQuiz(block) {
  const { kind, score, shuffle } = block.dataset;
  const foot = startFoot(block, show);
  const exercises = all(block, ".onward-question").map((fieldset) => startExercise(fieldset, keep));
  const again = one(block, ".onward-again");
  if (shuffle) {
    all(block, ".onward-options").forEach(shuffleRows);
  }

  return foot.start();

  function show(choices) {
    for (const exercise of exercises) {
      exercise.show(find(choices, exercise));
    }
    const checked = exercises.filter((exercise) => exercise.checked);
    const good = checked.filter((exercise) => exercise.control.good());
    const scored = score && checked.length ? ` ${TEXT.scored}` : "";
    foot.progress(TEXT.answered + scored, checked.length, exercises.length, good.length);
    if (again) {
      lookAgain(again, checked);
    }
  }

  function keep(exercise, choice) {
    foot.choose(exercise, choice);
    const next = exercises.indexOf(exercise) + 1;
    if (exercise.checked && kind === "scenario" && next < exercises.length) {
      put(exercise.message, fill(TEXT.next_step, { number: next + 1, total: exercises.length }));
    }
  }
}

/**
 * Start one question: its control, Check, how sure the reader is, and the replies. `keep(exercise, choice)` is called when
 * the reader answers, says how sure, or checks.
 */
function startExercise(fieldset, keep) {
  const message = one(fieldset, ".onward-check__message");
  const why = one(fieldset, ".onward-question__why");
  const sureness = all(fieldset, ".onward-sure input");
  // Answering never checks, for arrow keys answer too. It takes away the feedback on the answer before.
  const control = CONTROLS[fieldset.dataset.control](fieldset, () => keepAs(false));
  const exercise = { ...known(fieldset), fieldset, control, message, sure, show, checked: false };

  onPress(fieldset, "check", () => {
    if (!control.whole()) {
      put(message, control.missing);
    } else if (!exercise.checked) {
      keepAs(true);
    }
  });
  for (const input of sureness) {
    input.addEventListener("change", () => keepAs(exercise.checked));
  }
  one(fieldset, ".onward-answers").hidden = true;
  return exercise;

  /** How sure the reader is, or undefined. */
  function sure() {
    return sureness.find((input) => input.checked)?.value;
  }

  function keepAs(checked) {
    keep(exercise, { ...control.given(), sure: sure(), checked });
  }

  /** Show a choice of the store, or none. */
  function show(choice) {
    control.show(choice ?? {});
    for (const input of sureness) {
      input.checked = input.value === choice?.sure;
    }
    // Nothing is checked when what was chosen is no longer there.
    const whole = control.whole();
    const checked = choice?.checked === true && whole;
    exercise.checked = checked;
    control.reply(checked);
    put(why, checked && copied(fieldset, ".onward-why")[0]);
    put(message);
    if (!checked) {
      // A live region that appears together with its words is not always read out: these stand ready, empty. What was
      // restored is already in its place and is not news.
      announce(...control.replies, why, message);
    }
    // Check is filled while there is something to check: among several questions that is the one the reader is at.
    fieldset.dataset.state = checked ? "checked" : whole ? "answered" : "open";
  }
}

/** List what the reader guessed, and where a better choice is. */
function lookAgain(again, checked) {
  const rows = checked.flatMap(({ control, sure, fieldset }) => {
    const good = control.good();
    const why = good ? TEXT.again_guess : sure() === "certain" ? TEXT.again_certain : TEXT.again_better;
    return good && sure() !== "guess" ? [] : [element("li", "", link(`#${fieldset.id}`, legendOf(fieldset)), " ", why)];
  });
  put(one(again, "ul"), ...rows);
  again.hidden = rows.length === 0;
}

/** Put the options of a question into an order of this visit's own. */
function shuffleRows(options) {
  const { children } = options;
  // A row that has the focus would lose it.
  if (!options.contains(document.activeElement)) {
    // One row after another, any of those that are left in front, goes to the end.
    for (let left = children.length; left > 0; left -= 1) {
      options.append(children[Math.floor(Math.random() * left)]);
    }
  }
}
