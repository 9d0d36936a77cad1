// The data of the page as a graph: everything by number, with what the filters need in flat arrays.

/** The graph: nodes, lines (one per pair and kind of relation), facts, sources, and each node's lines. */
function readGraph(nodes, edges, tables) {
  nodes.forEach((node) => {
    node.t ??= "organisation";
    if (!/^[a-z]+:/i.test(node.iri)) node.iri = tables.base + node.iri;
    node.label ??= "";
  });
  const facts = tables.facts.map(([line, role, confidence, turned, evidence], number) => ({
    number,
    line,
    role,
    confidence,
    turned,
    evidence,
  }));
  const lines = edges.map((edge, number) => ({ number, a: edge.from, b: edge.to, r: edge.r, facts: [] }));
  for (const fact of facts) lines[fact.line].facts.push(fact.number);
  const around = nodes.map(() => []);
  for (const line of lines) {
    around[line.a].push(line.number);
    around[line.b].push(line.number);
  }
  const graph = {
    nodes,
    lines,
    facts,
    around,
    sources: tables.sources,
    names: tables.names,
    looks: tables.looks,
    stories: tables.stories || [],
    citation: tables.citation,
    land: readLand(tables.land),
  };
  graph.months = Int32Array.from(tables.months, (month) => monthNumber(month));
  graph.slug = nodes.map((node) => node.iri.split("/").slice(-2).join("/"));
  graph.bySlug = new Map(graph.slug.map((slug, number) => [slug, number]));
  graph.evidence = flatEvidence(graph);
  graph.span = monthSpan(graph.months);
  addMeasures(graph);
  return graph;
}

/** The outline of land: rings to fill, the ring of the country in question, and every coast and border as a line. */
function readLand({ arcs, land, home }) {
  const lines = arcs.map((steps) => {
    const points = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < steps.length; i += 2) points.push([(x += steps[i]) / 20, (y += steps[i + 1]) / 20]);
    return points;
  });
  const ring = (numbers) =>
    numbers.flatMap((number) => (number < 0 ? [...lines[-number - 1]].reverse() : lines[number]));
  return { lines, rings: land.map(ring), home: ring(home) };
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
    for (const line of graph.around[number])
      for (const fact of graph.lines[line].facts)
        for (const [source] of graph.facts[fact].evidence) sources.add(source);
    node.m = {
      ...(node.m || {}),
      links: new Set(neighbours(graph, number)).size,
      announcements: sources.size,
      connects: connects(graph, number),
    };
  });
}

/** The bridging of every node over the lines that the filters leave; counted once for each setting of the filters. */
function bridgingOf(graph, kept) {
  return (kept.bridging ??= bridges(graph, kept));
}

/**
 * The share of the shortest ways between figure nodes that lead through each node: betweenness after Brandes (2001)
 * with figure nodes as ends, over the lines left. Places and countries are no way. In large networks evenly spread ends
 * stand for all.
 */
function bridges(graph, kept) {
  const count = graph.nodes.length;
  const isWay = graph.nodes.map((node) => node.t !== "place" && node.t !== "country");
  const near = graph.nodes.map(() => []);
  for (const { number, a, b } of graph.lines) {
    if (!kept.line[number] || !isWay[a] || !isWay[b] || near[a].includes(b)) continue;
    near[a].push(b);
    near[b].push(a);
  }
  const ends = graph.figure.flatMap((figure, number) => (figure && near[number].length ? [number] : []));
  const every = Math.max(1, Math.floor((ends.length * (count + graph.lines.length)) / 1e6));
  const total = new Float64Array(count);
  const distance = new Int32Array(count);
  const ways = new Float64Array(count);
  const share = new Float64Array(count);
  const queue = new Int32Array(count);
  let starts = 0;
  for (let place = 0; place < ends.length; place += every, starts++) {
    distance.fill(-1);
    ways.fill(0);
    share.fill(0);
    let [head, tail] = [0, 1];
    queue[0] = ends[place];
    distance[ends[place]] = 0;
    ways[ends[place]] = 1;
    while (head < tail) {
      const at = queue[head++];
      for (const other of near[at]) {
        if (distance[other] < 0) {
          distance[other] = distance[at] + 1;
          queue[tail++] = other;
        }
        if (distance[other] === distance[at] + 1) ways[other] += ways[at];
      }
    }
    for (let back = tail - 1; back > 0; back--) {
      const at = queue[back];
      total[at] += share[at];
      const ahead = share[at] + (graph.figure[at] ? 1 : 0);
      for (const other of near[at])
        if (distance[other] === distance[at] - 1) share[other] += (ways[other] / ways[at]) * ahead;
    }
  }
  const pairs = starts * Math.max(1, ends.length - 1);
  return total.map((value) => value / Math.max(1, pairs));
}

function neighbours(graph, number) {
  return graph.around[number].map((line) =>
    graph.lines[line].a === number ? graph.lines[line].b : graph.lines[line].a,
  );
}

/** The departments, universities and youth organisations that a node meets: directly, or at an event. */
function connects(graph, number) {
  const met = new Set(graph.tied[number]);
  if (graph.nodes[number].t !== "place" && graph.nodes[number].t !== "country") {
    for (const other of neighbours(graph, number))
      if (graph.nodes[other].t === "event") for (const far of graph.tied[other]) met.add(far);
  }
  met.delete(number);
  return met.size;
}
