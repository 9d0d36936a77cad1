// What is known of one node: facts, links by kind with their quotes, partners, names, measures.

function nodePanel(app, number) {
  const { graph } = app;
  const node = graph.nodes[number];
  const around = (app.scene.around.get(number) || []).map((place) => app.scene.lines[place]);
  return [
    el("p", { class: "kind" }, chip(graph, number), kindWord(node)),
    el("h2", { dir: "auto" }, nameOf(node)),
    actions(app, number),
    knownFacts(node),
    ...attributeSections(app, node),
    ...linkSections(app, number, around),
    partners(app, number),
    names(node),
    measures({ ...node.m, bridging: bridgingOf(graph, app.kept)[number] }),
    node.w
      ? section(
          word("node.same"),
          el(
            "ul",
            { class: "plain" },
            node.w.map((address) => el("li", {}, outside(address, address.replace(/^https?:\/\//, "")))),
          ),
        )
      : null,
  ].filter(Boolean);
}

function actions(app, number) {
  const { state } = app;
  const steps = [0, 1, 2, 3].map((hops) =>
    el(
      "button",
      {
        type: "button",
        "aria-pressed": String(state.hops === hops),
        on: { click: () => app.change({ hops, camera: null }) },
      },
      hops ? String(hops) : word("node.hops.0"),
    ),
  );
  return el(
    "div",
    { class: "actions" },
    el(
      "button",
      { type: "button", on: { click: () => app.change({ path: app.graph.slug[number], line: null }) } },
      word("node.path"),
    ),
    el("button", { type: "button", on: { click: () => app.choose(number, true) } }, word("node.centre")),
    el(
      "div",
      { class: "steps", role: "group", "aria-label": word("node.hops") },
      el("span", { class: "soft" }, word("node.hops")),
      steps,
    ),
  );
}

function knownFacts(node) {
  const shown = (node.f || []).filter(([key]) => !["latitude", "longitude", "iso"].includes(key));
  if (!shown.length) return null;
  const rows = new Map();
  for (const [key, value] of shown)
    rows.set(key, [...(rows.get(key) || []), key === "mode" ? word(`mode.${value}`) : value]);
  return el(
    "dl",
    { class: "facts" },
    [...rows].map(([key, values]) => [el("dt", {}, word(`fact.${key}`)), el("dd", { dir: "auto" }, values.join("; "))]),
  );
}

/** What is stated of a node alone: offices without a body, degrees, groups of people at an event. */
function attributeSections(app, node) {
  const groups = new Map();
  for (const fact of node.u || []) groups.set(fact.p, [...(groups.get(fact.p) || []), fact]);
  return [...groups].map(([property, facts]) =>
    section(
      word(`fact.${property}`),
      el(
        "ul",
        { class: "links" },
        facts.map((fact) => {
          const title =
            fact.p === "group"
              ? [
                  word(`group.${fact.code}`),
                  fact.counts ? ` (${fact.counts.join(", ")})` : "",
                  fact.role === "participant" ? "" : ` — ${word(`role.${fact.role}`)}`,
                ].join("")
              : [asWritten(app.graph, fact.v), monthsOf(app, [fact])].filter(Boolean).join(" · ");
          const body = el(
            "details",
            {
              on: {
                toggle: () =>
                  body.open &&
                  body.children.length < 2 &&
                  body.append(
                    ...fact.evidence.map(([source, , quote]) => quoteItem(app, source, quote, fact.confidence)),
                  ),
              },
            },
            el("summary", { dir: "auto" }, title),
          );
          return el("li", {}, body);
        }),
      ),
    ),
  );
}

function names(node) {
  const own = Object.entries(node.n || {});
  return section(
    word("node.names"),
    el(
      "dl",
      { class: "facts" },
      own.map(([language, name]) => [
        el("dt", {}, word(`tongue.${language}`)),
        el("dd", { lang: language, dir: "auto" }, name),
      ]),
    ),
    node.al
      ? el(
          "details",
          {},
          el("summary", {}, `${word("node.aliases")} (${node.al.length})`),
          el(
            "ul",
            { class: "plain" },
            node.al.map((name) => el("li", { dir: "auto" }, name)),
          ),
        )
      : null,
  );
}

function measures(values) {
  const rows = MEASURES.filter((key) => key in values).map((key) => [key, values[key]]);
  return section(
    word("node.measures"),
    el(
      "dl",
      { class: "measures" },
      rows.map(([key, value]) => [
        el("dt", {}, word(`measure.${key}`)),
        el(
          "dd",
          {},
          el("b", {}, Number.isInteger(value) ? value : share(value)),
          el("span", { class: "soft" }, ` ${word(`measure.${key}.why`)}`),
        ),
      ]),
    ),
  );
}

/** The links of a node by kind of relation, each with its role and its quotes. */
function linkSections(app, number, lines) {
  const { graph } = app;
  if (!lines.length) return [el("p", { class: "soft" }, word("node.none"))];
  const groups = new Map();
  for (const line of lines) groups.set(line.r, [...(groups.get(line.r) || []), line]);
  const order = [
    "position",
    "met",
    "participation",
    "cooperates_with",
    "part_of",
    "member_of",
    "held_in",
    "located_in",
  ];
  return [...groups]
    .sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]))
    .map(([relation, group]) => {
      const day = ({ a, b }) => factOf(graph.nodes[a === number ? b : a], "start") || "";
      group.sort((a, b) => day(b).localeCompare(day(a)) || b.w - a.w || a.a + a.b - b.a - b.b);
      return section(
        `${word(`relation.${relation}`)} (${group.length})`,
        el(
          "ul",
          { class: "links" },
          group.map((line, place) =>
            linkItem(app, line, line.a === number ? line.b : line.a, place === 0 || group.length < 4),
          ),
        ),
      );
    });
}

function linkItem(app, line, other, open) {
  const { graph } = app;
  const roles =
    line.r === "met"
      ? word("via", { n: line.via.length })
      : [...new Set(factsOf(app, line).map((fact) => roleWord(graph, fact)))].join(", ");
  const body = el(
    "details",
    { open, on: { toggle: (event) => event.target.open && fill() } },
    el(
      "summary",
      {},
      el("span", { dir: "auto" }, [roles, factOf(graph.nodes[other], "start") || monthsOf(app, factsOf(app, line))].filter(Boolean).join(" · ")),
    ),
  );
  let full = false;
  const fill = () => {
    if (full) return;
    full = true;
    body.append(...evidenceList(app, line));
  };
  if (open) fill();
  return el("li", {}, nodeLink(app, other), body);
}

/** Whom a node met most often at the events that it took part in. */
function partners(app, number) {
  const { graph, kept } = app;
  const met = new Map();
  const eventsOf = (node) =>
    graph.around[node]
      .filter((line) => kept.line[line] && graph.lines[line].r === "participation")
      .map((line) => (graph.lines[line].a === node ? graph.lines[line].b : graph.lines[line].a));
  for (const event of eventsOf(number)) {
    if (graph.nodes[event].t !== "event") continue;
    for (const other of new Set(eventsOf(event))) if (other !== number) met.set(other, (met.get(other) || 0) + 1);
  }
  const best = [...met]
    .filter(([, times]) => times > 1)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 8);
  return best.length ? section(word("node.partners"), ranking(app, best)) : null;
}
