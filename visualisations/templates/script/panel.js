// The side panel: what is known of a node, a line, a path; every fact with its quotes.

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
  const lift = el("button", { type: "button", class: "lift quiet", "aria-label": word("details"), "aria-expanded": String(!panel.classList.contains("peek")), on: { click: () => ((app.lifted = panel.classList.contains("peek")), showPanel(app)) } }, el("span", { "aria-hidden": "true" }));
  panel.replaceChildren(lift, ...(isHome || state.story ? [] : [el("button", { type: "button", class: "close quiet", "aria-label": word("close"), on: { click: () => app.change({ node: null, line: null, path: null, hops: 0, story: null }) } }, "×")]), ...content);
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
  return el("button", { type: "button", class: "node-link", on: { click: () => app.choose(number) } }, chip(app.graph, number), el("span", { dir: "auto" }, nameOf(app.graph.nodes[number])));
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
  return [["home.bodies", "organisation"], ["home.people", "person"], ["home.events", "event"]].map(([title, kind]) => {
    const best = [...graph.nodes.keys()]
      .filter((number) => kept.node[number] && !graph.figure[number] && graph.nodes[number].t === kind && bridging[number] > 0)
      .sort((a, b) => bridging[b] - bridging[a] || a - b)
      .slice(0, 5);
    return best.length ? section(word(title), ranking(app, best.map((number) => [number, share(bridging[number])]))) : null;
  }).filter(Boolean);
}

function share(value) {
  return new Intl.NumberFormat(spoken, { style: "percent", maximumSignificantDigits: 2 }).format(value);
}

/** The best linked nodes of a view and its widest lines. */
function strongest(app) {
  const { graph, scene } = app;
  const about = { people: ["person"], countries: ["country"], places: ["place", "country"], universities: ["organisation"] }[scene.view] || ["organisation", "event"];
  const best = [...scene.nodes]
    .filter((number) => about.includes(graph.nodes[number].t) && scene.around.has(number))
    .map((number) => [number, scene.around.get(number).length])
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 8);
  const widest = scene.lines.filter((line) => line.w > 1).sort((a, b) => b.w - a.w || a.a - b.a || a.b - b.b).slice(0, 6);
  return [
    best.length ? section(word("home.linked"), ranking(app, best)) : null,
    widest.length ? section(word("home.widest"), el("ul", { class: "links" }, widest.map((line) => el("li", { class: "ranked" }, el("button", { type: "button", class: "node-link", on: { click: () => app.change({ line: lineKey(graph, line) }) } }, el("span", { dir: "auto" }, `${cut(nameOf(graph.nodes[line.a]), 60)} — ${cut(nameOf(graph.nodes[line.b]), 60)}`)), el("span", { class: "count" }, `×\u202f${line.w}`))))) : null,
  ].filter(Boolean);
}

/** Nodes with a number each, best first. */
function ranking(app, rows) {
  return el("ol", { class: "ranking" }, rows.map(([number, value]) => el("li", {}, nodeLink(app, number), el("span", { class: "count" }, value))));
}

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
    node.w ? section(word("node.same"), el("ul", { class: "plain" }, node.w.map((address) => el("li", {}, outside(address, address.replace(/^https?:\/\//, "")))))) : null,
  ].filter(Boolean);
}

function actions(app, number) {
  const { state } = app;
  const steps = [0, 1, 2, 3].map((hops) => el("button", { type: "button", "aria-pressed": String(state.hops === hops), on: { click: () => app.change({ hops, camera: null }) } }, hops ? String(hops) : word("node.hops.0")));
  return el("div", { class: "actions" },
    el("button", { type: "button", on: { click: () => app.change({ path: app.graph.slug[number], line: null }) } }, word("node.path")),
    el("button", { type: "button", on: { click: () => app.centre(number) } }, word("node.centre")),
    el("div", { class: "steps", role: "group", "aria-label": word("node.hops") }, el("span", { class: "soft" }, word("node.hops")), steps));
}

function knownFacts(node) {
  const shown = (node.f || []).filter(([key]) => !["latitude", "longitude", "iso"].includes(key));
  if (!shown.length) return null;
  const rows = new Map();
  for (const [key, value] of shown) rows.set(key, [...(rows.get(key) || []), key === "mode" ? word(`mode.${value}`) : value]);
  return el("dl", { class: "facts" }, [...rows].map(([key, values]) => [el("dt", {}, word(`fact.${key}`)), el("dd", { dir: "auto" }, values.join("; "))]));
}

/** What is stated of a node alone: offices without a body, degrees, groups of people at an event. */
function attributeSections(app, node) {
  const groups = new Map();
  for (const fact of node.u || []) groups.set(fact.p, [...(groups.get(fact.p) || []), fact]);
  return [...groups].map(([property, facts]) => section(word(`fact.${property}`), el("ul", { class: "links" }, facts.map((fact) => {
    const title = fact.p === "group" ? [word(`group.${fact.code}`), fact.counts ? ` (${fact.counts.join(", ")})` : "", fact.role === "participant" ? "" : ` — ${word(`role.${fact.role}`)}`].join("") : asWritten(app.graph, fact.v);
    const body = el("details", { on: { toggle: () => body.open && body.children.length < 2 && body.append(...fact.evidence.map(([source, , quote]) => quoteItem(app, source, quote, fact.confidence))) } }, el("summary", { dir: "auto" }, title));
    return el("li", {}, body);
  }))));
}

function names(node) {
  const own = Object.entries(node.n || {});
  return section(word("node.names"),
    el("dl", { class: "facts" }, own.map(([language, name]) => [el("dt", {}, word(`tongue.${language}`)), el("dd", { lang: language, dir: "auto" }, name)])),
    node.al ? el("details", {}, el("summary", {}, `${word("node.aliases")} (${node.al.length})`), el("ul", { class: "plain" }, node.al.map((name) => el("li", { dir: "auto" }, name)))) : null);
}

function measures(values) {
  const rows = MEASURES.filter((key) => key in values).map((key) => [key, values[key]]);
  return section(word("node.measures"), el("dl", { class: "measures" }, rows.map(([key, value]) => [
    el("dt", {}, word(`measure.${key}`)), el("dd", {}, el("b", {}, Number.isInteger(value) ? value : share(value)), el("span", { class: "soft" }, ` ${word(`measure.${key}.why`)}`)),
  ])));
}

/** The links of a node by kind of relation, each with its role and its quotes. */
function linkSections(app, number, lines) {
  const { graph } = app;
  if (!lines.length) return [el("p", { class: "soft" }, word("node.none"))];
  const groups = new Map();
  for (const line of lines) groups.set(line.r, [...(groups.get(line.r) || []), line]);
  const order = ["position", "met", "participation", "cooperates_with", "part_of", "member_of", "held_in", "located_in"];
  return [...groups].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0])).map(([relation, group]) => {
    const day = ({ a, b }) => factOf(graph.nodes[a === number ? b : a], "start") || "";
    group.sort((a, b) => day(b).localeCompare(day(a)) || b.w - a.w || a.a + a.b - b.a - b.b);
    return section(`${word(`relation.${relation}`)} (${group.length})`, el("ul", { class: "links" }, group.map((line, place) => linkItem(app, line, line.a === number ? line.b : line.a, place === 0 || group.length < 4))));
  });
}

function linkItem(app, line, other, open) {
  const { graph } = app;
  const roles = line.r === "met" ? word("via", { n: line.via.length }) : [...new Set(factsOf(app, line).map((fact) => roleWord(graph, fact)))].join(", ");
  const body = el("details", { open, on: { toggle: (event) => event.target.open && fill() } }, el("summary", {}, el("span", { dir: "auto" }, [roles, factOf(graph.nodes[other], "start")].filter(Boolean).join(" · "))));
  let full = false;
  const fill = () => {
    if (full) return;
    full = true;
    body.append(...evidenceList(app, line));
  };
  if (open) fill();
  return el("li", {}, nodeLink(app, other), body);
}

/** The facts of a scene's line that the filters leave. */
function factsOf(app, line) {
  return line.of.flatMap((number) => app.graph.lines[number].facts).filter((fact) => app.kept.fact[fact]).map((fact) => app.graph.facts[fact]);
}

/** Every fact of a line with its quotes. */
function evidenceList(app, line) {
  return factsOf(app, line).map((fact) => factItem(app, fact, line.via.length > 0));
}

function factItem(app, fact, named) {
  const { graph } = app;
  const { a, b } = graph.lines[fact.line];
  const [from, to] = fact.turned ? [b, a] : [a, b];
  return el("div", { class: "fact" },
    named ? el("p", { class: "sentence" }, el("span", { dir: "auto" }, nameOf(graph.nodes[from])), ` — ${roleWord(graph, fact)} → `, el("span", { dir: "auto" }, nameOf(graph.nodes[to]))) : null,
    fact.evidence.map(([source, , quote]) => quoteItem(app, source, quote, fact.confidence)));
}

/** A quote with the words around it, and the announcement that it stands in. */
function quoteItem(app, number, quote, confidence) {
  const source = app.graph.sources[number];
  const words = el("blockquote", { lang: source.language, dir: "auto" });
  app.quotes.then((quotes) => {
    const [prefix, exact, suffix] = quotes[quote];
    words.append(el("span", { class: "around" }, prefix ? `…${prefix}` : ""), el("mark", {}, exact), el("span", { class: "around" }, suffix ? `${suffix}…` : ""));
  });
  const parts = [source.published || word("undated"), source.publisher, word(`tongue.${source.language}`), confidenceWord(confidence)].filter(Boolean);
  return el("figure", { class: "quote" }, words, el("figcaption", {}, el("span", { dir: "auto" }, outside(source.page, source.title)), el("span", { class: "soft" }, ` · ${parts.join(" · ")}`)));
}

/** Whom a node met most often at the events that it took part in. */
function partners(app, number) {
  const { graph, kept } = app;
  const met = new Map();
  const eventsOf = (node) => graph.around[node].filter((line) => kept.line[line] && graph.lines[line].r === "participation").map((line) => (graph.lines[line].a === node ? graph.lines[line].b : graph.lines[line].a));
  for (const event of eventsOf(number)) {
    if (graph.nodes[event].t !== "event") continue;
    for (const other of new Set(eventsOf(event))) if (other !== number) met.set(other, (met.get(other) || 0) + 1);
  }
  const best = [...met].filter(([, times]) => times > 1).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
  return best.length ? section(word("node.partners"), ranking(app, best)) : null;
}

function linePanel(app, line) {
  return [
    el("p", { class: "kind" }, word(`relation.${line.r}`)),
    el("h2", { class: "ends" }, nodeLink(app, line.a), nodeLink(app, line.b)),
    line.via.length ? section(word("via", { n: line.via.length }), el("ul", { class: "links" }, line.via.map((event) => el("li", {}, nodeLink(app, event))))) : null,
    section(word("quotes", { n: factsOf(app, line).reduce((sum, fact) => sum + fact.evidence.length, 0) }), ...evidenceList(app, line)),
  ].filter(Boolean);
}

function pathPanel(app) {
  const { graph, ends, path } = app;
  const title = el("h2", {}, word("path"));
  if (ends.length < 2) return [title, nodeLink(app, ends[0]), el("p", {}, word("path.choose"))];
  if (!path) return [title, nodeLink(app, ends[0]), nodeLink(app, ends[1]), el("p", {}, word("path.none"))];
  return [title, el("p", { class: "soft" }, word("path.steps", { n: path.length - 1 })), el("ol", { class: "path" }, path.map((number, place) => {
    if (place === path.length - 1) return el("li", {}, nodeLink(app, number));
    const steps = graph.lines.filter((line) => app.kept.line[line.number] && ((line.a === number && line.b === path[place + 1]) || (line.b === number && line.a === path[place + 1])));
    return el("li", {}, nodeLink(app, number), steps.map((line) => {
      const fact = graph.facts[line.facts.find((item) => app.kept.fact[item]) ?? line.facts[0]];
      return factItem(app, fact, true);
    }));
  }))];
}
