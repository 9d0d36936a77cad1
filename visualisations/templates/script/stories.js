// Guided tours: a card above the panel, with the numbers of each step and the way to the next.

function storyOf(app) {
  return app.graph.stories.find((story) => story.key === app.state.story) || null;
}

/** Show a step: the view that it names, and everything else as at the start. */
function tell(app, key, step) {
  const story = app.graph.stories.find((item) => item.key === key);
  const { ui, theme, table } = app.state;
  app.change({ ...START, ui, theme, table, ...story.steps[step].state, story: key, step });
  app.camera.fit(false);
}

function storyList(app) {
  if (!app.graph.stories.length) return [];
  return [
    section(
      word("stories"),
      el(
        "ul",
        { class: "plain" },
        app.graph.stories.map(({ key }) =>
          el(
            "li",
            {},
            el(
              "button",
              { type: "button", class: "story-link", on: { click: () => tell(app, key, 0) } },
              word(key),
              el("span", { "aria-hidden": "true" }, " →"),
            ),
          ),
        ),
      ),
    ),
  ];
}

function storyCard(app) {
  const story = storyOf(app);
  if (!story) return null;
  const place = clamp(app.state.step, 0, story.steps.length - 1);
  const { text, numbers, nodes } = story.steps[place];
  const values = { ...numbers, ...(numbers.share === undefined ? {} : { share: share(numbers.share) }) };
  for (const [key, number] of Object.entries(nodes)) values[key] = nameOf(app.graph.nodes[number]);
  const turn = (key, step, usable) =>
    el(
      "button",
      {
        type: "button",
        disabled: !usable,
        id: `story-${key}`,
        on: { click: () => tell(app, story.key, step) },
      },
      word(`story.${key}`),
    );
  return el(
    "section",
    { class: "story", "aria-label": word(story.key) },
    el("h2", {}, word(story.key)),
    el("p", { class: "told", "aria-live": "polite", dir: "auto" }, word(text, values)),
    el(
      "div",
      { class: "turns" },
      turn("back", place - 1, place > 0),
      el("span", { class: "soft" }, `${place + 1} / ${story.steps.length}`),
      turn("next", place + 1, place < story.steps.length - 1),
      el("button", { type: "button", class: "quiet", on: { click: () => app.reset() } }, word("story.end")),
    ),
  );
}
