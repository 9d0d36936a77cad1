// The data of the page as a graph: everything by number, with what the filters need in flat arrays.

const BASE_KINDS = ["person", "organisation", "country", "place", "event"];

/** The graph: nodes, lines (one per pair and kind of relation), facts, sources, and each node's lines. */
function readGraph(nodes, edges, tables) {
  const facts = tables.facts.map(([line, role, confidence, turned, evidence], number) => ({ number, line, role, confidence, turned, evidence }));
  const lines = edges.map((edge, number) => ({ number, a: edge.from, b: edge.to, r: edge.r, facts: [] }));
  for (const fact of facts) lines[fact.line].facts.push(fact.number);
  const around = nodes.map(() => []);
  for (const line of lines) {
    around[line.a].push(line.number);
    around[line.b].push(line.number);
  }
  const graph = { nodes, lines, facts, around, sources: tables.sources, names: tables.names, looks: tables.looks, stories: tables.stories || [] };
  graph.months = Int32Array.from(tables.months, (month) => monthNumber(month));
  graph.slug = nodes.map((node) => node.iri.split("/").slice(-2).join("/"));
  graph.bySlug = new Map(graph.slug.map((slug, number) => [slug, number]));
  graph.evidence = flatEvidence(graph);
  graph.span = monthSpan(graph.months);
  addMeasures(graph);
  return graph;
}

/** Months since year 0 of a YYYY-MM, or -1. */
function monthNumber(month) {
  if (!month) return -1;
  const [year, rest] = month.split("-").map(Number);
  return year * 12 + ((rest || 1) - 1);
}

function monthText(number) {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
}

function monthSpan(months) {
  const known = [...months].filter((month) => month >= 0);
  return known.length ? [Math.min(...known), Math.max(...known)] : [0, 0];
}

/** All (line, source, fact) triples, by line and then by source, as flat arrays. */
function flatEvidence(graph) {
  const triples = [];
  for (const fact of graph.facts) for (const [source] of fact.evidence) triples.push([fact.line, source, fact.number]);
  triples.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  const column = (place) => Int32Array.from(triples, (triple) => triple[place]);
  return { line: column(0), source: column(1), fact: column(2) };
}

/** What the page itself counts: links, announcements, and how many figure nodes a node ties together. */
function addMeasures(graph) {
  const figure = graph.nodes.map((node) => graph.looks[node.k].figure);
  graph.figure = figure;
  graph.tied = graph.nodes.map((_, number) => {
    const near = new Set(neighbours(graph, number));
    near.delete(number);
    return [...near].filter((other) => figure[other]);
  });
  graph.nodes.forEach((node, number) => {
    const sources = new Set();
    for (const line of graph.around[number]) for (const fact of graph.lines[line].facts) for (const [source] of graph.facts[fact].evidence) sources.add(source);
    node.m = { ...(node.m || {}), links: new Set(neighbours(graph, number)).size, announcements: sources.size, connects: connects(graph, number) };
  });
}

function neighbours(graph, number) {
  return graph.around[number].map((line) => (graph.lines[line].a === number ? graph.lines[line].b : graph.lines[line].a));
}

/** The departments, universities and youth organisations that a node meets: directly, or at an event. */
function connects(graph, number) {
  const met = new Set(graph.tied[number]);
  if (graph.nodes[number].t !== "place" && graph.nodes[number].t !== "country") {
    for (const other of neighbours(graph, number)) if (graph.nodes[other].t === "event") for (const far of graph.tied[other]) met.add(far);
  }
  met.delete(number);
  return met.size;
}
