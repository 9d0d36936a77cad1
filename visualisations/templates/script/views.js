// What each view shows of the filtered network: nodes, lines, where they stand, and what is figure and what is ground.

const VIEWS = ["network", "meetings", "bodies", "universities", "people", "cooperation", "countries", "places"];
const SPACING = 46;
const LARGE = 0.4;
const OVERVIEW = { above: 6000, shown: 400 };

/** Lines that a view draws as they are: by view, the relations and a test of the two nodes. */
const PLAIN_VIEWS = {
  network: () => true,
  meetings: (graph, line) => line.r === "participation",
  cooperation: (graph, line) => line.r === "cooperates_with",
  countries: (graph, line) => graph.nodes[line.a].t === "country" || graph.nodes[line.b].t === "country",
};

/** Views in which actors are tied by the events that they share: whom an actor stands for, or -1. */
const SHARED_VIEWS = {
  bodies: (graph, actor) => (graph.nodes[actor].t === "organisation" ? actor : -1),
  people: (graph, actor) => (graph.nodes[actor].t === "person" ? actor : -1),
  universities: (graph, actor) => universityOf(graph, actor),
};

/** The scene of a state, for a stage that is wide or tall: `lines` have ends, relation, width `w`, the graph's lines `of`, and the events `via`. */
function makeScene(graph, kept, state, tall = false) {
  let lines;
  if (PLAIN_VIEWS[state.view]) lines = plainLines(graph, kept, PLAIN_VIEWS[state.view]);
  else if (SHARED_VIEWS[state.view]) lines = sharedLines(graph, kept, SHARED_VIEWS[state.view]);
  else lines = placeLines(graph, kept);
  let distance = null;
  const focus = graph.bySlug.get(state.node);
  if (state.hops && focus !== undefined) {
    distance = stepsWithin(lines, focus, state.hops);
    lines = lines.filter((line) => distance.has(line.a) && distance.has(line.b));
  }
  const overview = state.view === "network" && !distance && !state.all && graph.nodes.length > OVERVIEW.above;
  if (overview) {
    const chief = new Set(chiefs(graph, kept, focus));
    lines = lines.filter((line) => chief.has(line.a) && chief.has(line.b));
  }
  const shown = new Uint8Array(graph.nodes.length);
  for (const line of lines) shown[line.a] = shown[line.b] = 1;
  if (state.view === "network" && !distance && !overview)
    graph.nodes.forEach((_, number) => (shown[number] = kept.node[number]));
  if (state.view === "places")
    graph.nodes.forEach((node, number) => {
      if (kept.node[number] && coordinates(node)) shown[number] = 1;
      else if (!coordinates(node)) shown[number] = 0;
    });
  if (distance) shown[focus] = 1;
  const nodes = Int32Array.from([...shown.keys()].filter((number) => shown[number]));
  const scene = { view: state.view, tall, overview, nodes, shown, lines, distance, focus: focus ?? -1 };
  bendParallels(lines);
  scene.around = linesAround(graph, lines);
  scene.weight = weights(graph, scene, sizeOf(state), kept);
  scene.level = levels(graph, scene);
  scene.at = placesOf(graph, scene);
  return scene;
}

/** The nodes of an overview of a large network: what the map is about and what ties it together, best linked first. */
function chiefs(graph, kept, focus) {
  const best = (numbers, value) => numbers.sort((a, b) => value(b) - value(a) || a - b).slice(0, OVERVIEW.shown / 2);
  const left = [...graph.nodes.keys()].filter((number) => kept.node[number]);
  const figure = best(
    left.filter((number) => graph.figure[number]),
    (number) => graph.around[number].length,
  );
  const known = new Set(figure);
  const tied = new Map(
    left
      .filter((number) => !known.has(number))
      .map((number) => [number, graph.tied[number].filter((other) => known.has(other)).length]),
  );
  return [...figure, ...best([...tied.keys()], (number) => tied.get(number)), ...(focus === undefined ? [] : [focus])];
}

function plainLines(graph, kept, fits) {
  return graph.lines
    .filter((line) => kept.line[line.number] && fits(graph, line))
    .map((line) => ({ a: line.a, b: line.b, r: line.r, w: kept.times[line.number], of: [line.number], via: [] }));
}

/** One line for each pair that took part in the same events; its width is the number of these events. */
function sharedLines(graph, kept, standsFor) {
  const pairs = new Map();
  graph.nodes.forEach((node, event) => {
    if (node.t !== "event") return;
    const there = new Map();
    for (const number of graph.around[event]) {
      const line = graph.lines[number];
      if (line.r !== "participation" || !kept.line[number]) continue;
      const actor = standsFor(graph, line.a === event ? line.b : line.a);
      if (actor >= 0) there.set(actor, [...(there.get(actor) || []), number]);
    }
    const actors = [...there.keys()].sort((a, b) => a - b);
    actors.forEach((a, position) => {
      for (const b of actors.slice(position + 1)) {
        const key = a * graph.nodes.length + b;
        if (!pairs.has(key)) pairs.set(key, { a, b, r: "met", w: 0, of: [], via: [] });
        const pair = pairs.get(key);
        pair.w += 1;
        pair.via.push(event);
        pair.of.push(...there.get(a), ...there.get(b));
      }
    });
  });
  return [...pairs.values()];
}

/** The university that a body is or belongs to (by `part_of`), or -1. */
function universityOf(graph, actor) {
  let at = actor;
  for (let step = 0; step < 4 && at >= 0; step++) {
    if (graph.nodes[at].s === "university") return at;
    const up = graph.around[at]
      .map((number) => graph.lines[number])
      .find((line) => line.r === "part_of" && childOf(graph, line) === at);
    at = up ? (up.a === at ? up.b : up.a) : -1;
  }
  return -1;
}

function childOf(graph, line) {
  const fact = graph.facts[line.facts[0]];
  return fact.turned ? line.b : line.a;
}

/** Ties between places: where an event was held, and the countries and places of those who took part. */
function placeLines(graph, kept) {
  const pairs = new Map();
  graph.nodes.forEach((node, event) => {
    if (node.t !== "event") return;
    const held = [];
    const guests = [];
    for (const number of graph.around[event]) {
      const line = graph.lines[number];
      const other = line.a === event ? line.b : line.a;
      if (!kept.line[number] || !coordinates(graph.nodes[other])) continue;
      if (line.r === "held_in") held.push([other, number]);
      else if (line.r === "participation") guests.push([other, number]);
    }
    for (const [place, first] of held) {
      for (const [guest, second] of guests) {
        const [a, b] = place < guest ? [place, guest] : [guest, place];
        if (a === b) continue;
        const key = a * graph.nodes.length + b;
        if (!pairs.has(key)) pairs.set(key, { a, b, r: "met", w: 0, of: [], via: [] });
        const pair = pairs.get(key);
        pair.w += 1;
        pair.via.push(event);
        pair.of.push(first, second);
      }
    }
  });
  return [...pairs.values()];
}

function coordinates(node) {
  const [latitude, longitude] = [factOf(node, "latitude"), factOf(node, "longitude")];
  return latitude === null || longitude === null ? null : [Number(latitude), Number(longitude)];
}

function stepsWithin(lines, from, steps) {
  const near = new Map();
  for (const line of lines) {
    for (const [one, other] of [
      [line.a, line.b],
      [line.b, line.a],
    ]) {
      if (!near.has(one)) near.set(one, []);
      near.get(one).push(other);
    }
  }
  const distance = new Map([[from, 0]]);
  let edge = [from];
  for (let step = 1; step <= steps; step++) {
    const next = [];
    for (const at of edge)
      for (const other of near.get(at) || []) if (!distance.has(other)) (next.push(other), distance.set(other, step));
    edge = next;
  }
  return distance;
}

/** Lines between the same two nodes bow apart; a line that is alone stays straight. */
function bendParallels(lines) {
  const pairs = new Map();
  for (const line of lines) {
    const key = `${line.a} ${line.b}`;
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(line);
  }
  for (const group of pairs.values())
    group.forEach((line, number) => (line.bend = group.length === 1 ? 0 : number - (group.length - 1) / 2));
}

function linesAround(graph, lines) {
  const around = new Map();
  lines.forEach((line, number) => {
    for (const end of [line.a, line.b]) {
      if (!around.has(end)) around.set(end, []);
      around.get(end).push(number);
    }
  });
  return around;
}

/** The chosen measure of every node, as a share of the largest in the scene, drawn to its root. */
function weights(graph, scene, measure, kept) {
  const bridging = measure === "bridging" ? bridgingOf(graph, kept) : null;
  const value = (number) =>
    bridging
      ? bridging[number]
      : measure === "links"
        ? (scene.around.get(number) || []).length
        : graph.nodes[number].m[measure] || 0;
  let most = 1e-9;
  for (const number of scene.nodes) most = Math.max(most, value(number));
  const weight = new Float64Array(graph.nodes.length);
  for (const number of scene.nodes) weight[number] = Math.sqrt(value(number) / most);
  return weight;
}

/** 2: what the view is about; 1: what ties those together or is large by the chosen measure; 0: the rest, the ground. */
function levels(graph, scene) {
  const level = new Uint8Array(graph.nodes.length);
  const about = { people: "person", countries: "country" }[scene.view];
  for (const number of scene.nodes) {
    if (scene.distance || scene.view === "places" || SHARED_VIEWS[scene.view] || scene.view === "cooperation")
      level[number] = graph.figure[number] || about ? 2 : 1;
    else if (about) level[number] = graph.nodes[number].t === about ? 2 : graph.figure[number] ? 1 : 0;
    else if (graph.figure[number]) level[number] = 2;
    else if (graph.tied[number].length > 1 || scene.weight[number] > LARGE) level[number] = 1;
  }
  return level;
}

/** Where the nodes of a scene stand: the whole network as it was laid out, a part drawn together from there. */
function placesOf(graph, scene) {
  const axis = (name) => Float64Array.from(graph.nodes, (node) => node[name]);
  const at = scene.tall ? { x: axis("y"), y: axis("x") } : { x: axis("x"), y: axis("y") };
  if (scene.distance) rings(graph, scene, at);
  else if (scene.view === "places") globe(graph, scene, at);
  else if (scene.view !== "network" && scene.view !== "meetings") drawTogether(scene, at);
  return at;
}

/** The chosen node in the middle, the others on rings by their distance, each in the sector of whom it hangs on. */
function rings(graph, scene, at) {
  const { focus, distance } = scene;
  const home = { x: [...at.x], y: [...at.y] };
  const other = (line, number) => (scene.lines[line].a === number ? scene.lines[line].b : scene.lines[line].a);
  const children = new Map([...distance.keys()].map((number) => [number, []]));
  for (const [number, step] of distance) {
    if (!step) continue;
    const inner = scene.around
      .get(number)
      .map((line) => other(line, number))
      .filter((near) => distance.get(near) === step - 1);
    children.get(Math.min(...inner)).push(number);
  }
  const leaves = new Map();
  const count = (number) => {
    const own = children.get(number).reduce((sum, child) => sum + count(child), 0);
    leaves.set(number, Math.max(own, 1) ** 0.7);
    return Math.max(own, 1);
  };
  count(focus);
  const reach = [0, 1, 2, 3].map((step) => [...distance.values()].filter((value) => value === step).length);
  const radius = [0];
  for (let step = 1; step <= 3; step++)
    radius[step] = Math.max(radius[step - 1] + SPACING * 3, (reach[step] * SPACING * 0.8) / (2 * Math.PI));
  const spread = (number, from, width) => {
    const step = distance.get(number);
    const turn = from + width / 2;
    at.x[number] = home.x[focus] + radius[step] * Math.cos(turn);
    at.y[number] = home.y[focus] + radius[step] * Math.sin(turn);
    const angle = (child) => Math.atan2(home.y[child] - home.y[number], home.x[child] - home.x[number]);
    const order = children.get(number).map((child) => [child, graph.nodes[child].k, angle(child)]);
    order.sort((a, b) => a[1] - b[1] || a[2] - b[2] || a[0] - b[0]);
    const whole = order.reduce((sum, [child]) => sum + leaves.get(child), 0);
    let start = from;
    for (const [child] of order) {
      const share = (width * leaves.get(child)) / whole;
      spread(child, start, share);
      start += share;
    }
  };
  spread(focus, -Math.PI / 2, 2 * Math.PI);
}

/** Equirectangular, true at the latitude of Kazakhstan's middle; one degree is 60 units. */
function project(latitude, longitude) {
  return [(longitude - 67) * 60 * Math.cos((48 * Math.PI) / 180), (48 - latitude) * 60];
}

function globe(graph, scene, at) {
  for (const number of scene.nodes) {
    const found = coordinates(graph.nodes[number]);
    if (found) [at.x[number], at.y[number]] = project(...found);
  }
}

/** Draw a part of the network together: repulsion and attraction from where it stood, without any chance. */
function drawTogether(scene, at) {
  const nodes = [...scene.nodes];
  const n = nodes.length;
  if (n < 2) return;
  const index = new Map(nodes.map((number, position) => [number, position]));
  const [mx, my] = [0, 1].map((axis) => nodes.reduce((sum, number) => sum + (axis ? at.y : at.x)[number], 0) / n);
  const reach = Math.max(...nodes.map((number) => Math.hypot(at.x[number] - mx, at.y[number] - my)), 1);
  const shrink = (SPACING * Math.sqrt(n)) / reach;
  const x = Float64Array.from(nodes, (number) => (at.x[number] - mx) * shrink);
  const y = Float64Array.from(nodes, (number) => (at.y[number] - my) * shrink);
  const rounds = clamp(Math.round(3e7 / (n * n)), 30, 160);
  const ideal = SPACING * 1.6;
  for (let round = 0; round < rounds; round++) {
    const fx = new Float64Array(n);
    const fy = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const dx = x[i] - x[j];
        const dy = y[i] - y[j];
        const push = (ideal * ideal) / (dx * dx + dy * dy + 1);
        fx[i] += dx * push;
        fy[i] += dy * push;
        fx[j] -= dx * push;
        fy[j] -= dy * push;
      }
      fx[i] -= x[i] * 0.6;
      fy[i] -= y[i] * 0.6;
    }
    for (const line of scene.lines) {
      const [i, j] = [index.get(line.a), index.get(line.b)];
      const dx = x[j] - x[i];
      const dy = y[j] - y[i];
      const pull =
        (Math.hypot(dx, dy) / ideal) *
        Math.min(1, 6 / Math.min(scene.around.get(line.a).length, scene.around.get(line.b).length));
      fx[i] += dx * pull;
      fy[i] += dy * pull;
      fx[j] -= dx * pull;
      fy[j] -= dy * pull;
    }
    const heat = SPACING * 1.5 * (1 - round / rounds);
    for (let i = 0; i < n; i++) {
      const length = Math.hypot(fx[i], fy[i]) || 1;
      x[i] += (fx[i] / length) * Math.min(length, heat);
      y[i] += (fy[i] / length) * Math.min(length, heat);
    }
  }
  scene.gap = SPACING * 0.9;
  pushApart(x, y, scene.gap);
  nodes.forEach((number, position) => {
    at.x[number] = x[position];
    at.y[number] = y[position];
  });
}

/** Push nodes apart that stand closer than a gap. */
function pushApart(x, y, gap) {
  const rounds = clamp(Math.round(1e7 / (x.length * x.length)), 4, 40);
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < x.length; i++) {
      for (let j = i + 1; j < x.length; j++) {
        const [dx, dy] = [x[j] - x[i], y[j] - y[i]];
        const away = Math.hypot(dx, dy);
        if (away >= gap) continue;
        const [ux, uy] = away > 1e-6 ? [dx / away, dy / away] : [Math.cos(i * 2.4 + j), Math.sin(i * 2.4 + j)];
        const move = (gap - away) / 2;
        x[i] -= ux * move;
        y[i] -= uy * move;
        x[j] += ux * move;
        y[j] += uy * move;
      }
    }
  }
}
