// Drawing: a scene, a camera and a pen (a canvas context, or one that writes SVG) make a picture.

const LINES = {
  participation: { dash: [], width: 1 },
  position: { dash: [], width: 1.3, ink: "office" },
  member_of: { dash: [9, 2], width: 1.2, ink: "member" },
  part_of: { dash: [5, 4], width: 1.1 },
  cooperates_with: { dash: [], width: 2.2, ink: "accent" },
  located_in: { dash: [1.5, 3.5], width: 1 },
  held_in: { dash: [5, 3, 1.5, 3], width: 1 },
  met: { dash: [], width: 1 },
};

const INK = {
  light: {
    paper: "#fbfaf7",
    text: "#1c2430",
    soft: "#5d6673",
    line: "#6b7686",
    strong: "#1d4f91",
    accent: "#00755a",
    office: "#9a5b14",
    member: "#7a4aa8",
    land: "#f0ede5",
    home: "#e4ddca",
    coast: "#c9c2b2",
    tint: ["#0068a8", "#c44a00", "#00855f", "#b3608f", "#8a6d00", "#5b51a3"],
  },
  dark: {
    paper: "#11161d",
    text: "#eef2f6",
    soft: "#9fabb8",
    line: "#8996a6",
    strong: "#8dc2ff",
    accent: "#48d6ae",
    office: "#e0a861",
    member: "#c3a3f0",
    land: "#19202a",
    home: "#243040",
    coast: "#3a4656",
    tint: ["#5ab4f0", "#ff8a3d", "#2fd0a0", "#dd93bb", "#d5b84a", "#9c93e8"],
  },
};

/** The picture's frame: size in pixels, camera {x, y, s}, how far it is from the whole, and what the reader points at. */
function drawScene(pen, graph, scene, frame) {
  const picture = makePicture(graph, scene, frame);
  drawShapes(pen, picture);
  drawLabels(pen, picture);
  return picture;
}

/** Where everything of a scene stands on the screen, and how large it is. */
function makePicture(graph, scene, frame) {
  const ink = INK[frame.theme];
  const toX = (number) => (scene.at.x[number] - frame.x) * frame.s + frame.width / 2;
  const toY = (number) => (scene.at.y[number] - frame.y) * frame.s + frame.height / 2;
  const zoom = clamp(Math.pow(frame.s / frame.fit, 0.42), 0.75, 3);
  const many = scene.nodes.length;
  const grow =
    zoom *
    (many < 60 ? 1.35 : many < 250 ? 1.15 : many > 1500 ? 0.85 : 1) *
    ((frame.stage || frame.width) < 600 ? 0.85 : 1);
  const focus = frame.focus;
  const few = fewness(scene);
  const radius = (number) => {
    const weight = scene.weight[number];
    const [least, more] = [
      [1.9 + 2.2 * few, 3],
      [3.2 + 1.6 * few, 6.5],
      [5 + 1.5 * few, 9],
    ][scene.level[number]];
    const base = least + more * weight;
    const wished = (focus && focus.nodes.has(number) ? Math.max(base, 5) : base) * grow;
    return scene.gap ? Math.min(wished, Math.max(2.5, scene.gap * frame.s * 0.48)) : wished;
  };
  return { toX, toY, radius, ink, frame, scene, graph, focus };
}

/** From 1 for some dozens of nodes to 0 for thousands: a small network has room for a larger ground. */
function fewness(scene) {
  return clamp(1 - Math.log(Math.max(scene.nodes.length, 1) / 60) / Math.log(30), 0, 1);
}

/** All but the labels. */
function drawShapes(pen, picture) {
  if (picture.scene.view === "places") drawLand(pen, picture);
  else drawTints(pen, picture);
  drawLines(pen, picture);
  drawNodes(pen, picture);
}

function isOutside({ frame }, x, y, margin = 30) {
  return x < -margin || y < -margin || x > frame.width + margin || y > frame.height + margin;
}

/** Communities as soft tints: one blot for each, made of a disc around every member. */
function drawTints(pen, picture) {
  const { scene, graph, frame, ink, toX, toY } = picture;
  if (scene.view !== "network" || scene.distance || picture.focus) return;
  // Near by, the blots are mere discs: they give way to what stands on them.
  const fade = clamp(Math.pow((1.6 * frame.fit) / frame.s, 1.4), 0.15, 1);
  scene.blots ??= blots(graph, scene);
  const reach = Math.min(62 * frame.s, 34);
  scene.blots.forEach((members, place) => {
    pen.beginPath();
    for (const number of members) {
      const [x, y] = [toX(number), toY(number)];
      if (isOutside(picture, x, y, reach)) continue;
      pen.moveTo(x + reach, y);
      pen.arc(x, y, reach, 0, 2 * Math.PI);
    }
    pen.globalAlpha = (frame.theme === "dark" ? 0.13 : 0.09) * fade;
    pen.fillStyle = ink.tint[place % ink.tint.length];
    pen.fill();
  });
  pen.globalAlpha = 1;
}

/** The members of the larger communities that stand close to their community's middle. */
function blots(graph, scene) {
  const members = new Map();
  for (const number of scene.nodes) {
    if (!scene.around.has(number)) continue;
    const community = graph.nodes[number].c;
    if (!members.has(community)) members.set(community, []);
    members.get(community).push(number);
  }
  return [...members.values()]
    .filter((group) => group.length >= 15)
    .map((group) => {
      const [mx, my] = [
        median(group.map((number) => scene.at.x[number])),
        median(group.map((number) => scene.at.y[number])),
      ];
      const away = (number) => Math.hypot(scene.at.x[number] - mx, scene.at.y[number] - my);
      const limit = 1.9 * median(group.map(away));
      return group.filter((number) => away(number) <= limit);
    });
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Lines in batches of one style each, so that thousands cost a few strokes. */
function drawLines(pen, picture) {
  const { scene, frame, ink, toX, toY, focus } = picture;
  const batches = new Map();
  scene.lines.forEach((line, number) => {
    const [x1, y1, x2, y2] = [toX(line.a), toY(line.a), toX(line.b), toY(line.b)];
    if (
      (x1 < 0 && x2 < 0) ||
      (y1 < 0 && y2 < 0) ||
      (x1 > frame.width && x2 > frame.width) ||
      (y1 > frame.height && y2 > frame.height)
    )
      return;
    const lit = focus
      ? focus.lines.has(number)
        ? 3
        : -1
      : Math.min(scene.level[line.a], scene.level[line.b]) > 0
        ? 1
        : 0;
    const key = `${lit}|${line.r}|${Math.min(line.w, 6)}`;
    if (!batches.has(key)) batches.set(key, { lit, r: line.r, w: line.w, segments: [] });
    batches.get(key).segments.push([x1, y1, x2, y2, line.bend]);
  });
  const dense = clamp(700 / Math.max(1, scene.lines.length), 0.3, 1);
  const alpha = { [-1]: frame.theme === "dark" ? 0.07 : 0.06, 0: 0.1 + 0.25 * dense, 1: 0.32 + 0.33 * dense, 3: 0.9 };
  for (const { lit, r, w, segments } of [...batches.values()].sort((one, other) => one.lit - other.lit)) {
    const style = LINES[r];
    pen.beginPath();
    for (const [x1, y1, x2, y2, bend] of segments) {
      pen.moveTo(x1, y1);
      if (bend)
        pen.quadraticCurveTo((x1 + x2) / 2 - (y2 - y1) * bend * 0.18, (y1 + y2) / 2 + (x2 - x1) * bend * 0.18, x2, y2);
      else pen.lineTo(x2, y2);
    }
    pen.setLineDash(style.dash);
    pen.globalAlpha = alpha[lit];
    pen.strokeStyle = ink[style.ink || (lit === 3 ? "strong" : "line")];
    pen.lineWidth = style.width * (lit === 3 ? 1.5 : 0.9) * Math.sqrt(Math.min(w, 9));
    pen.stroke();
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/** Nodes in batches of one look and level each, the ground first. */
function drawNodes(pen, picture) {
  const { scene, graph, frame, ink, toX, toY, radius, focus } = picture;
  const batches = new Map();
  for (const number of scene.nodes) {
    const [x, y] = [toX(number), toY(number)];
    if (isOutside(picture, x, y)) continue;
    const lit = focus ? (focus.nodes.has(number) ? 3 : -1) : scene.level[number];
    const key = lit * 100 + graph.nodes[number].k;
    if (!batches.has(key)) batches.set(key, { lit, look: graph.looks[graph.nodes[number].k], nodes: [] });
    batches.get(key).nodes.push([x, y, radius(number)]);
  }
  for (const { lit, look, nodes } of [...batches.values()].sort((one, other) => one.lit - other.lit)) {
    pen.beginPath();
    for (const [x, y, r] of nodes) addShape(pen, look.shape, x, y, r);
    pen.globalAlpha = lit < 0 ? 0.14 : lit === 0 ? 0.6 + 0.3 * fewness(scene) : 1;
    pen.fillStyle = look[frame.theme];
    if (lit > 0) {
      pen.strokeStyle = ink.paper;
      pen.lineWidth = lit > 1 ? 2.4 : 1.6;
      pen.stroke();
    }
    pen.fill();
  }
  pen.globalAlpha = 1;
  for (const number of focus ? focus.chosen : scene.distance ? [scene.focus] : []) {
    if (!scene.shown[number]) continue;
    const look = graph.looks[graph.nodes[number].k];
    pen.beginPath();
    addShape(pen, look.shape, toX(number), toY(number), radius(number) + 1.5);
    pen.strokeStyle = ink.text;
    pen.lineWidth = 2.6;
    pen.stroke();
    pen.fillStyle = look[frame.theme];
    pen.fill();
  }
}

/** Labels by importance, with a halo in the colour of the ground; bold for what the view is about. */
function drawLabels(pen, picture) {
  const { scene, graph, frame, ink, toX, toY, radius, focus } = picture;
  const ranked = (scene.ranked ??= [...scene.nodes].sort((a, b) => rank(scene, b) - rank(scene, a) || a - b));
  const first = focus ? focus.chosen : scene.distance ? [scene.focus] : [];
  const candidates = focus
    ? [...focus.chosen, ...ranked.filter((number) => focus.nodes.has(number) && !focus.chosen.includes(number))]
    : ranked;
  const wanted = [];
  const dots = [];
  for (const number of scene.nodes) {
    if (scene.level[number] === 0 || (focus && !focus.nodes.has(number))) continue;
    const [x, y] = [toX(number), toY(number)];
    if (!isOutside(picture, x, y, 0)) dots.push([x, y, radius(number) * 0.9]);
  }
  const limit = Math.max(10, Math.round((frame.width * frame.height) / (focus ? 9000 : 14000)));
  for (const number of candidates) {
    if (wanted.length >= limit * 3) break;
    const [x, y] = [toX(number), toY(number)];
    if (isOutside(picture, x, y, 0) || !scene.shown[number]) continue;
    const bold = first.length ? first.includes(number) : scene.level[number] === 2;
    const size = bold ? 12.5 : 11.5;
    const lines = wrap(nameOf(graph.nodes[number]), frame.width < 600 ? 24 : 31);
    wanted.push({
      number,
      x,
      y,
      r: radius(number),
      lines,
      bold,
      size,
      width: textWidth(lines, bold, size),
      firm: scene.nodes.length > 400 && wanted.length < limit / 3,
    });
  }
  picture.labels = placeLabels(wanted, dots, [4, 32, frame.width - 4, frame.height - 4], limit);
  pen.lineJoin = "round";
  pen.textBaseline = "alphabetic";
  for (const { lines, left, top, width, size, bold, firm, align } of picture.labels) {
    pen.font = font(bold, size);
    pen.textAlign = align;
    const x = align === "left" ? left : align === "right" ? left + width : left + width / 2;
    lines.forEach((text, number) => {
      const y = top + size * 0.92 + number * size * 1.18;
      pen.lineWidth = 3.5;
      pen.strokeStyle = ink.paper;
      pen.globalAlpha = 0.9;
      pen.strokeText(text, x, y);
      pen.globalAlpha = 1;
      pen.fillStyle = bold || firm ? ink.text : ink.soft;
      pen.fillText(text, x, y);
    });
  }
}

function rank(scene, number) {
  return (scene.focus === number ? 9 : 0) + scene.level[number] * 0.15 + scene.weight[number];
}

function font(bold, size) {
  return `${bold ? 600 : 400} ${size}px "Inter", "Segoe UI", system-ui, "Noto Sans", sans-serif`;
}

const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();

function textWidth(lines, bold, size) {
  return Math.max(
    ...lines.map((text) => {
      const key = `${bold}${size}${text}`;
      if (!widths.has(key)) {
        ruler.font = font(bold, size);
        widths.set(key, ruler.measureText(text).width);
      }
      return widths.get(key);
    }),
  );
}

/** The outline of land and borders, over a net of meridians and parallels. */
function drawLand(pen, picture) {
  const { frame, ink, graph } = picture;
  const put = ([longitude, latitude]) => {
    const [x, y] = project(latitude, longitude);
    return [(x - frame.x) * frame.s + frame.width / 2, (y - frame.y) * frame.s + frame.height / 2];
  };
  const trace = (points) =>
    points.forEach((point, number) => (number ? pen.lineTo(...put(point)) : pen.moveTo(...put(point))));
  const { rings, home, lines } = graph.land;
  pen.fillStyle = ink.land;
  pen.beginPath();
  for (const ring of rings) trace(ring);
  pen.fill();
  pen.fillStyle = ink.home;
  pen.beginPath();
  trace(home);
  pen.fill();
  pen.strokeStyle = ink.coast;
  pen.lineWidth = 0.9;
  pen.beginPath();
  for (const line of lines) trace(line);
  pen.stroke();
  pen.globalAlpha = 0.3;
  pen.lineWidth = 0.6;
  pen.beginPath();
  for (let longitude = -180; longitude <= 180; longitude += 10)
    trace([
      [longitude, -60],
      [longitude, 80],
    ]);
  for (let latitude = -60; latitude <= 80; latitude += 10)
    trace([
      [-180, latitude],
      [180, latitude],
    ]);
  pen.stroke();
  pen.globalAlpha = 1;
}

/** The number of the node at a point of the screen, or -1: the nearest whose shape is within reach. */
function nodeAt(picture, x, y, reach = 6) {
  let best = -1;
  let least = Infinity;
  for (const number of picture.scene.nodes) {
    if (picture.focus && !picture.focus.nodes.has(number) && picture.scene.level[number] === 0) continue;
    const away = Math.hypot(picture.toX(number) - x, picture.toY(number) - y) - picture.radius(number);
    if (away < reach && away < least) [best, least] = [number, away];
  }
  return best;
}

/** The number of the node whose label lies at a point of the screen, or -1. */
function labelAt(picture, x, y) {
  const label = (picture.labels || []).find(
    ({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height,
  );
  return label ? label.number : -1;
}

/** The place in `scene.lines` of the line at a point of the screen, or -1. */
function lineAt(picture, x, y, reach = 5) {
  let best = -1;
  let least = reach;
  picture.scene.lines.forEach((line, number) => {
    if (picture.focus && !picture.focus.lines.has(number)) return;
    const [x1, y1] = [picture.toX(line.a), picture.toY(line.a)];
    const [dx, dy] = [picture.toX(line.b) - x1, picture.toY(line.b) - y1];
    const t = clamp(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1), 0, 1);
    const bow = line.bend * 0.36 * t * (1 - t);
    const away = Math.hypot(x1 + t * dx - dy * bow - x, y1 + t * dy + dx * bow - y);
    if (away < least) [best, least] = [number, away];
  });
  return best;
}
