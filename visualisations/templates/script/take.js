// What the reader takes away: pictures, tables, the network for Gephi, a link, a citation.

const TAKEN = {
  png: savePng,
  svg: (app) => save("network.svg", "image/svg+xml", svgOf(app)),
  nodes: (app) => save("nodes.csv", "text/csv", nodesCsv(app)),
  lines: async (app) => save("links.csv", "text/csv", linesCsv(app, await app.quotes)),
  gexf: (app) => save("network.gexf", "application/gexf+xml", gexfOf(app)),
  link: (app) => copy(location.href),
  cite: (app) => copy(citation(app)),
};

function bindTake(app) {
  const menu = byId("take");
  const close = () => ((menu.open = false), menu.querySelector("summary").focus());
  byId("take-list").append(
    ...Object.keys(TAKEN).map((key) =>
      el("button", {
        type: "button",
        "data-word": `take.${key}`,
        id: `take-${key}`,
        on: { click: async () => (await TAKEN[key](app), close()) },
      }),
    ),
  );
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
  menu.addEventListener("keydown", (event) => event.key === "Escape" && close());
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "hidden" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  byId("status").textContent = word("take.copied");
}

/** The line to cite the dataset by: title, extent, version. */
function citation(app) {
  const { version, announcements } = app.graph.citation;
  return word("cite", {
    title: word("title"),
    n: announcements,
    version: version ? ` ${word("cite.version", { version })}` : "",
  });
}

function savePng(app) {
  const { width, height } = app.frame();
  const canvas = el("canvas", { width: width * 2, height: height * 2 });
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.fillStyle = INK[app.theme()].paper;
  pen.fillRect(0, 0, width, height);
  drawScene(pen, app.graph, app.scene, app.frame());
  // Not toBlob: Chromium encodes for it only while nothing else is to do, which may take seconds.
  save("network.png", "image/png", bytesOf(canvas.toDataURL("image/png").split(",")[1]));
}

/** A pen that writes SVG: as much of a canvas context as `scene.js` uses. */
class SvgPen {
  constructor(width, height, paper) {
    this.root = svg(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
      svg("rect", { width, height, fill: paper }),
    );
    Object.assign(this, {
      globalAlpha: 1,
      fillStyle: "#000",
      strokeStyle: "#000",
      lineWidth: 1,
      font: "",
      textAlign: "left",
      dash: [],
      path: [],
    });
  }

  beginPath() {
    this.path = [];
  }
  moveTo(x, y) {
    this.path.push(`M${short(x)} ${short(y)}`);
  }
  lineTo(x, y) {
    this.path.push(`L${short(x)} ${short(y)}`);
  }
  quadraticCurveTo(a, b, x, y) {
    this.path.push(`Q${short(a)} ${short(b)} ${short(x)} ${short(y)}`);
  }
  closePath() {
    this.path.push("Z");
  }
  setLineDash(dash) {
    this.dash = dash;
  }

  /** A full circle: nothing here draws less. */
  arc(x, y, r, from, to, back = false) {
    const sweep = back ? 0 : 1;
    this.path.push(
      `M${short(x + r)} ${short(y)}A${short(r)} ${short(r)} 0 1 ${sweep} ${short(x - r)} ${short(y)}A${short(r)} ${short(r)} 0 1 ${sweep} ${short(x + r)} ${short(y)}Z`,
    );
  }

  fill() {
    if (this.path.length)
      this.root.append(svg("path", { d: this.path.join(""), fill: this.fillStyle, "fill-opacity": this.globalAlpha }));
  }

  stroke() {
    if (!this.path.length) return;
    this.root.append(
      svg("path", {
        d: this.path.join(""),
        fill: "none",
        stroke: this.strokeStyle,
        "stroke-opacity": this.globalAlpha,
        "stroke-width": short(this.lineWidth),
        "stroke-linejoin": "round",
        ...(this.dash.length ? { "stroke-dasharray": this.dash.join(" ") } : {}),
      }),
    );
  }

  text(text, x, y, look) {
    const [, weight, size] = this.font.match(/^(\d+) ([\d.]+)px/);
    const anchor = { left: "start", right: "end", center: "middle" }[this.textAlign];
    this.root.append(
      svg(
        "text",
        {
          x: short(x),
          y: short(y),
          "font-family": "sans-serif",
          "font-size": size,
          "font-weight": weight,
          "text-anchor": anchor,
          ...look,
        },
        text,
      ),
    );
  }

  fillText(text, x, y) {
    this.text(text, x, y, { fill: this.fillStyle });
  }
  strokeText(text, x, y) {
    this.text(text, x, y, {
      fill: "none",
      stroke: this.strokeStyle,
      "stroke-width": this.lineWidth,
      "stroke-linejoin": "round",
      "stroke-opacity": this.globalAlpha,
    });
  }
}

function short(value) {
  return Number(value.toFixed(1));
}

function svgOf(app) {
  const frame = app.frame();
  const pen = new SvgPen(frame.width, frame.height, INK[frame.theme].paper);
  drawScene(pen, app.graph, app.scene, frame);
  return new XMLSerializer().serializeToString(pen.root);
}

/** Rows as CSV after RFC 4180; a cell that a spreadsheet would run as a formula gets an apostrophe before it. */
function csv(rows) {
  const cell = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function nodesCsv({ graph, scene }) {
  const rows = [...scene.nodes].map((number) => {
    const node = graph.nodes[number];
    const names = node.n || {};
    return [
      node.iri,
      node.t,
      node.s,
      names.en,
      names.ru,
      names.kk,
      node.m.links,
      node.m.connects,
      node.m.announcements,
    ];
  });
  return csv([
    ["iri", "kind", "class", "name_en", "name_ru", "name_kk", "links", "connects", "announcements"],
    ...rows,
  ]);
}

function linesCsv(app, quotes) {
  const { graph, scene } = app;
  const rows = scene.lines.flatMap((line) =>
    factsOf(app, line).flatMap((fact) => {
      const { a, b, r } = graph.lines[fact.line];
      const [from, to] = fact.turned ? [b, a] : [a, b];
      return fact.evidence.map(([source, start, quote]) => {
        const said = graph.sources[source];
        return [
          graph.nodes[from].iri,
          nameOf(graph.nodes[from]),
          r,
          fact.role === -1
            ? ""
            : Array.isArray(fact.role)
              ? fact.role.map(([, name]) => graph.names[name]).join("; ")
              : graph.names[fact.role],
          graph.nodes[to].iri,
          nameOf(graph.nodes[to]),
          fact.confidence / 100,
          quotes[quote][1],
          start,
          said.iri,
          said.title,
          said.language,
          said.published,
          said.publisher,
          said.page,
        ];
      });
    }),
  );
  return csv([
    [
      "from",
      "from_name",
      "relation",
      "role",
      "to",
      "to_name",
      "confidence",
      "quote",
      "start",
      "announcement",
      "title",
      "language",
      "published",
      "publisher",
      "page",
    ],
    ...rows,
  ]);
}

/** The scene as GEXF 1.2 with labels, kinds, measures, places and colours. */
function gexfOf(app) {
  const { graph, scene } = app;
  const space = "http://www.gexf.net/1.2draft";
  const looks = "http://www.gexf.net/1.2draft/viz";
  const page = document.implementation.createDocument(space, "gexf", null);
  const make = (tag, attributes, ...children) => {
    const element = tag.startsWith("viz:") ? page.createElementNS(looks, tag) : page.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes))
      element.setAttribute(
        name,
        String(value).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ""),
      );
    element.append(...children);
    return element;
  };
  page.documentElement.setAttribute("version", "1.2");
  const fields = [
    ["kind", "string"],
    ["class", "string"],
    ["links", "integer"],
    ["connects", "integer"],
    ["announcements", "integer"],
  ];
  const nodes = [...scene.nodes].map((number) => {
    const node = graph.nodes[number];
    const values = [node.t, node.s || "", node.m.links, node.m.connects, node.m.announcements];
    const [r, g, b] = graph.looks[node.k].light.match(/\w\w/g).map((part) => parseInt(part, 16));
    return make(
      "node",
      { id: node.iri, label: nameOf(node) },
      make("attvalues", {}, ...values.map((value, place) => make("attvalue", { for: place, value }))),
      make("viz:color", { r, g, b }),
      make("viz:position", { x: short(scene.at.x[number]), y: short(-scene.at.y[number]), z: 0 }),
    );
  });
  const edges = scene.lines.map((line, number) =>
    make("edge", {
      id: number,
      source: graph.nodes[line.a].iri,
      target: graph.nodes[line.b].iri,
      weight: line.w,
      label: line.r,
    }),
  );
  page.documentElement.append(
    make(
      "graph",
      { mode: "static", defaultedgetype: "undirected" },
      make(
        "attributes",
        { class: "node", mode: "static" },
        ...fields.map(([title, type], id) => make("attribute", { id, title, type })),
      ),
      make("nodes", {}, ...nodes),
      make("edges", {}, ...edges),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(page)}`;
}
