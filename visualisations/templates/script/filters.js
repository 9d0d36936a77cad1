// Which facts, lines and nodes the reader's filters leave.

/** What a state leaves of a graph: masks of facts, lines and nodes, and each line's number of announcements. */
function filterGraph(graph, state) {
  const fact = new Uint8Array(graph.facts.length);
  const times = new Uint16Array(graph.lines.length);
  const line = new Uint8Array(graph.lines.length);
  const node = new Uint8Array(graph.nodes.length);
  const sourceFits = sourcesThatFit(graph, state);
  const factFits = factsThatFit(graph, state);
  const { line: lineOf, source: sourceOf, fact: factOfTriple } = graph.evidence;
  let lastLine = -1;
  let lastSource = -1;
  for (let i = 0; i < lineOf.length; i++) {
    if (!sourceFits[sourceOf[i]] || !factFits[factOfTriple[i]]) continue;
    fact[factOfTriple[i]] = 1;
    if (lineOf[i] === lastLine && sourceOf[i] === lastSource) continue;
    lastLine = lineOf[i];
    lastSource = sourceOf[i];
    times[lastLine]++;
  }
  const hidden = new Set(state.off);
  const shown = graph.looks.map((look) => !hidden.has(look.key));
  const narrowed = isNarrowed(state);
  graph.nodes.forEach((item, number) => (node[number] = shown[item.k] && !narrowed ? 1 : 0));
  for (const { number, a, b } of graph.lines) {
    if (times[number] < state.times || !shown[graph.nodes[a].k] || !shown[graph.nodes[b].k]) continue;
    line[number] = node[a] = node[b] = 1;
  }
  return { fact, times, line, node };
}

/** Whether a filter leaves only part of the facts, so that nodes without any line say nothing. */
function isNarrowed(state) {
  return Boolean(
    state.from ||
    state.to ||
    state.lang.length ||
    state.place ||
    state.confidence ||
    state.times > 1 ||
    state.relations.length ||
    state.roles.length,
  );
}

function sourcesThatFit(graph, state) {
  const from = state.from ? monthNumber(state.from) : -1;
  const to = state.to ? monthNumber(state.to) : Infinity;
  const dated = Boolean(state.from || state.to);
  return Uint8Array.from(graph.sources, (source, number) => {
    if (state.lang.length && !state.lang.includes(source.language)) return 0;
    const month = graph.months[number];
    return !dated || (month >= 0 && month >= from && month <= to) ? 1 : 0;
  });
}

function factsThatFit(graph, state) {
  const withoutRelation = new Set(state.relations);
  const withoutRole = new Set(state.roles);
  const there = state.place ? atPlace(graph, graph.bySlug.get(state.place)) : null;
  return Uint8Array.from(graph.facts, (fact) => {
    const line = graph.lines[fact.line];
    if (fact.confidence < state.confidence || withoutRelation.has(line.r)) return 0;
    if (withoutRole.size && line.r === "participation" && withoutRole.has(graph.names[fact.role])) return 0;
    return !there || there.has(line.a) || there.has(line.b) ? 1 : 0;
  });
}

/** A place or country with all that was held or lies there. */
function atPlace(graph, place) {
  const there = new Set([place]);
  for (const number of graph.around[place] || []) {
    const line = graph.lines[number];
    if (line.r === "held_in" || line.r === "located_in") there.add(line.a === place ? line.b : line.a);
  }
  return there;
}

/** The shortest path between two nodes over the lines left, as node numbers; places and countries make long detours. */
function findPath(graph, kept, from, to) {
  const cost = new Float64Array(graph.nodes.length).fill(Infinity);
  const before = new Int32Array(graph.nodes.length).fill(-1);
  const done = new Uint8Array(graph.nodes.length);
  const open = [from];
  cost[from] = 0;
  while (open.length) {
    let least = 0;
    for (let i = 1; i < open.length; i++) if (cost[open[i]] < cost[open[least]]) least = i;
    const at = open.splice(least, 1)[0];
    if (at === to) break;
    if (done[at]) continue;
    done[at] = 1;
    for (const number of graph.around[at]) {
      if (!kept.line[number]) continue;
      const line = graph.lines[number];
      const next = line.a === at ? line.b : line.a;
      const through = next !== to && (graph.nodes[next].t === "place" || graph.nodes[next].t === "country") ? 4 : 1;
      const total = cost[at] + through - Math.min(0.2, kept.times[number] * 0.02);
      if (total < cost[next] - 1e-9) {
        cost[next] = total;
        before[next] = at;
        open.push(next);
      }
    }
  }
  if (cost[to] === Infinity) return null;
  const path = [to];
  while (path[0] !== from) path.unshift(before[path[0]]);
  return path;
}
