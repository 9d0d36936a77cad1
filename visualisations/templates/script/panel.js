// The side panel: the question of the view and its answer, a line, a path; a node has `node_panel.js`.

/** Draw the panel of the present state. */
function showPanel(app) {
  const { state, graph } = app;
  const panel = byId("panel");
  const node = graph.bySlug.get(state.node);
  const line = state.line ? app.scene.lines.find((item) => lineKey(graph, item) === state.line) : null;
  let content;
  if (app.ends) content = pathPanel(app);
  else if (line) content = linePanel(app, line);
  else if (node !== undefined) content = nodePanel(app, node);
  else content = homePanel(app);
  const isHome = !app.ends && !line && node === undefined;
  panel.classList.toggle("open", !isHome || state.story !== null);
  panel.classList.toggle("peek", isHome && state.story === null && !app.lifted);
  content.unshift(...[storyCard(app)].filter(Boolean));
  const lift = el(
    "button",
    {
      type: "button",
      class: "lift quiet",
      "aria-label": word("details"),
      "aria-expanded": String(!panel.classList.contains("peek")),
      on: { click: () => ((app.lifted = panel.classList.contains("peek")), showPanel(app)) },
    },
    el("span", { "aria-hidden": "true" }),
  );
  refill(
    panel,
    lift,
    ...(isHome || state.story
      ? []
      : [
          el(
            "button",
            {
              type: "button",
              class: "close quiet",
              "aria-label": word("close"),
              on: { click: () => app.change({ node: null, line: null, path: null, hops: 0, story: null }) },
            },
            "×",
          ),
        ]),
    ...content,
  );
  panel.scrollTop = 0;
}

function lineKey(graph, line) {
  return `${graph.slug[line.a]}~${graph.slug[line.b]}~${line.r}`;
}

function chip(graph, number) {
  return icon(graph.looks[graph.nodes[number].k]);
}

/** A button that chooses a node. */
function nodeLink(app, number) {
  return el(
    "button",
    { type: "button", class: "node-link", on: { click: () => app.choose(number) } },
    chip(app.graph, number),
    el("span", { dir: "auto" }, nameOf(app.graph.nodes[number])),
  );
}

function section(title, ...content) {
  return el("section", {}, el("h3", {}, title), ...content);
}

/** The start of each view: the question that it answers, with the nodes or pairs that answer it. */
function homePanel(app) {
  const { state } = app;
  return [
    el("h2", {}, word(`question.${state.view}`)),
    el("p", { class: "soft" }, word(`answer.${state.view}`)),
    ...(state.view === "network" ? bridgeLists(app) : strongest(app)),
    ...storyList(app),
    el("p", { class: "soft" }, word("home.hint")),
  ];
}

/** Who lies between departments, universities and youth organisations: bodies, people, events. */
function bridgeLists(app) {
  const { graph, kept } = app;
  const bridging = bridgingOf(graph, kept);
  return [
    ["home.bodies", "organisation"],
    ["home.people", "person"],
    ["home.events", "event"],
  ]
    .map(([title, kind]) => {
      const best = [...graph.nodes.keys()]
        .filter(
          (number) =>
            kept.node[number] && !graph.figure[number] && graph.nodes[number].t === kind && bridging[number] > 0,
        )
        .sort((a, b) => bridging[b] - bridging[a] || a - b)
        .slice(0, 5);
      return best.length
        ? section(
            word(title),
            ranking(
              app,
              best.map((number) => [number, share(bridging[number])]),
            ),
          )
        : null;
    })
    .filter(Boolean);
}

function share(value) {
  return new Intl.NumberFormat(habits(), { style: "percent", maximumSignificantDigits: 2 }).format(value);
}

/** The best linked nodes of a view and its widest lines. */
function strongest(app) {
  const { graph, scene } = app;
  const about = {
    people: ["person"],
    countries: ["country"],
    places: ["place", "country"],
    universities: ["organisation"],
  }[scene.view] || ["organisation", "event"];
  const best = [...scene.nodes]
    .filter((number) => about.includes(graph.nodes[number].t) && scene.around.has(number))
    .map((number) => [number, scene.around.get(number).length])
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 8);
  const widest = scene.lines
    .filter((line) => line.w > 1)
    .sort((a, b) => b.w - a.w || a.a - b.a || a.b - b.b)
    .slice(0, 6);
  return [
    best.length ? section(word("home.linked"), ranking(app, best)) : null,
    widest.length
      ? section(
          word("home.widest"),
          el(
            "ul",
            { class: "links" },
            widest.map((line) =>
              el(
                "li",
                { class: "ranked" },
                el(
                  "button",
                  {
                    type: "button",
                    class: "node-link",
                    on: { click: () => app.change({ line: lineKey(graph, line) }) },
                  },
                  el(
                    "span",
                    { dir: "auto" },
                    `${cut(nameOf(graph.nodes[line.a]), 60)} — ${cut(nameOf(graph.nodes[line.b]), 60)}`,
                  ),
                ),
                el("span", { class: "count" }, `×\u202f${line.w}`),
              ),
            ),
          ),
        )
      : null,
  ].filter(Boolean);
}

/** Nodes with a number each, best first. */
function ranking(app, rows) {
  return el(
    "ol",
    { class: "ranking" },
    rows.map(([number, value]) => el("li", {}, nodeLink(app, number), el("span", { class: "count" }, value))),
  );
}

function linePanel(app, line) {
  return [
    el("p", { class: "kind" }, word(`relation.${line.r}`)),
    el("h2", { class: "ends" }, nodeLink(app, line.a), nodeLink(app, line.b)),
    line.via.length
      ? section(
          word("via", { n: line.via.length }),
          el(
            "ul",
            { class: "links" },
            line.via.map((event) => el("li", {}, nodeLink(app, event))),
          ),
        )
      : null,
    section(
      word("quotes", { n: factsOf(app, line).reduce((sum, fact) => sum + fact.evidence.length, 0) }),
      ...evidenceList(app, line),
    ),
  ].filter(Boolean);
}

function pathPanel(app) {
  const { graph, ends, path } = app;
  const title = el("h2", {}, word("path"));
  if (ends.length < 2) return [title, nodeLink(app, ends[0]), el("p", {}, word("path.choose"))];
  if (!path) return [title, nodeLink(app, ends[0]), nodeLink(app, ends[1]), el("p", {}, word("path.none"))];
  return [
    title,
    el("p", { class: "soft" }, word("path.steps", { n: path.length - 1 })),
    el(
      "ol",
      { class: "path" },
      path.map((number, place) => {
        if (place === path.length - 1) return el("li", {}, nodeLink(app, number));
        const steps = graph.lines.filter(
          (line) =>
            app.kept.line[line.number] &&
            ((line.a === number && line.b === path[place + 1]) || (line.b === number && line.a === path[place + 1])),
        );
        return el(
          "li",
          {},
          nodeLink(app, number),
          steps.map((line) => {
            const fact = graph.facts[line.facts.find((item) => app.kept.fact[item]) ?? line.facts[0]];
            return factItem(app, fact, true);
          }),
        );
      }),
    ),
  ];
}
