// What a self-check leads to, from its plain data alone. `hooks/onward/outcomes.py` makes the data, says what it means,
// and proves that all answers lead somewhere; a test compares the two.

/** The options that the choices of a store hold: a Map from the id of a statement or question to that of its option. */
function answersIn(data, choices) {
  const answers = new Map();
  for (const member of data.members) {
    const pick = listIn(find(choices, member)?.pick);
    const chosen = member.options.find((option) => names(option).some((id) => pick.includes(id)));
    if (chosen && member.id !== data.wellbeing) {
      answers.set(member.id, chosen.id);
    }
  }
  return answers;
}

/** The outcomes to show for a Map of answers, in their order, and the ids of areas with the same total: {shown, tied}. */
function outcomesOf(data, answers) {
  const totals = new Map(Object.keys(data.areas).map((area) => [area, 0]));
  for (const { id, options } of data.members) {
    const adds = options.find((option) => option.id === answers.get(id))?.adds ?? {};
    for (const [area, points] of Object.entries(adds)) {
      totals.set(area, totals.get(area) + points);
    }
  }
  const most = Math.max(1, ...totals.values());
  const holds = ({ question, options, area, least = most }) =>
    question ? options.includes(answers.get(question)) : totals.get(area) >= least;
  const highest = ({ when }) => when.filter(({ area, least }) => area && least === undefined).map(({ area }) => area);

  const held = data.outcomes.filter(({ when }) => when.length && when.every(holds));
  let others = held.filter(({ wellbeing }) => !wellbeing);
  if (others.length === 0) {
    others = data.outcomes.filter(({ when }) => when.length === 0);
  }
  // Of the outcomes for the highest total two at most: MOST_HIGHEST in `outcomes.py`.
  const rest = others.filter((outcome) => highest(outcome).length).slice(2);
  const shown = [...held.filter(({ wellbeing }) => wellbeing), ...others.filter((outcome) => !rest.includes(outcome))];
  const said = shown.flatMap(highest);
  return { shown, tied: [...new Set(rest.flatMap(highest).filter((area) => !said.includes(area)))] };
}
