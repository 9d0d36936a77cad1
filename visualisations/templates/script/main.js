// The page: reads the data, keeps the state, and has each part drawn again when it changes.

const FILTER_KEYS = ["off", "relations", "roles", "lang", "from", "to", "place", "confidence", "times"];
const SCENE_KEYS = [...FILTER_KEYS, "view", "hops", "size", "all"];

function readData(name) {
  return JSON.parse(byId(`data-${name}`).textContent);
}

/** The quotes: inflated once, when the picture already stands. */
async function readQuotes() {
  const stream = new Blob([bytesOf(byId("data-quotes").textContent.trim())]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

class App {
  constructor() {
    WORDS = readData("words");
    this.languages = ["en", "ru", "kk"];
    this.graph = readGraph(readData("nodes"), readData("edges"), readData("tables"));
    this.state = fromFragment(location.hash);
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.layer = new Layer(() => this.shell.redraw());
    this.makeShell();
    this.bind();
    // The picture comes first: the quotes are unpacked when it stands.
    this.quotes = new Promise((resolve) => setTimeout(() => resolve(readQuotes()), 30));
    this.refresh(Object.keys(START));
  }

  language() {
    if (this.languages.includes(this.state.ui)) return this.state.ui;
    return this.languages.find((code) => navigator.language.startsWith(code)) || "en";
  }

  theme() {
    return this.state.theme === "dark" || (!this.state.theme && this.dark.matches) ? "dark" : "light";
  }

  /** vis-network is the shell: it holds the canvas and the camera; the picture is drawn on it by `scene.js`. */
  makeShell() {
    const options = {
      autoResize: true,
      physics: { enabled: false },
      layout: { improvedLayout: false },
      interaction: { dragNodes: false, selectable: false, hover: false, zoomSpeed: 0.6 },
    };
    this.shell = new vis.Network(byId("map"), { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) }, options);
    this.camera = new Camera(this, this.shell);
    this.shell.on("afterDrawing", (pen) => this.draw(pen));
    this.shell.on("click", ({ pointer, event }) => event.tapCount > 1 || this.click(pointer.DOM));
    this.shell.on("doubleClick", () => this.doubleClick());
    for (const event of ["dragEnd", "zoom", "animationFinished"]) this.shell.on(event, () => this.camera.keep());
    this.shell.on("dragStart", () => (this.camera.moved = true));
    this.shell.on("zoom", () => (this.camera.moved = true));
    // vis-network sets its own scale after it has told of a new size: ours comes after that.
    this.shell.on("resize", () =>
      requestAnimationFrame(() => {
        if (this.scene.tall !== this.isTall()) this.refresh(["view"]);
        else if (this.camera.moved) this.camera.restore();
        else this.camera.fit(false);
      }),
    );
  }

  frame() {
    const box = byId("map");
    const { x, y } = this.shell.getViewPosition();
    return {
      width: box.clientWidth,
      height: box.clientHeight,
      x,
      y,
      s: this.shell.getScale(),
      fit: this.camera.fitScale,
      theme: this.theme(),
      focus: this.focus,
    };
  }

  draw(pen) {
    if (!this.scene) return;
    const box = byId("map");
    const ratio = pen.canvas.width / box.clientWidth;
    pen.save();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = INK[this.theme()].paper;
    pen.fillRect(0, 0, box.clientWidth, box.clientHeight);
    this.picture = makePicture(this.graph, this.scene, this.frame());
    this.layer.show(pen, this.picture, ratio);
    drawLabels(pen, this.picture);
    this.firstPicture ??= performance.now();
    pen.restore();
  }

  /** Take a change of the state; `replace` keeps it out of the browser's history. */
  change(patch, replace = false) {
    const keys = Object.keys(patch).filter((key) => String(this.state[key]) !== String(patch[key]));
    if (!keys.length) return;
    this.state = { ...this.state, ...patch };
    this.write(replace);
    this.refresh(keys);
  }

  write(replace) {
    const fragment = `#${toFragment(this.state)}`;
    if (fragment === (location.hash || "#")) return;
    history[replace ? "replaceState" : "pushState"](null, "", fragment);
  }

  reset() {
    this.change({ ...START, ui: this.state.ui, theme: this.state.theme });
  }

  refresh(keys) {
    const touched = (list) => list.some((key) => keys.includes(key));
    if (touched(["ui"])) speak(document, this.language());
    if (touched(["theme"])) document.documentElement.dataset.theme = this.theme();
    if (touched(FILTER_KEYS)) this.kept = filterGraph(this.graph, this.state);
    const sceneTouched = touched(SCENE_KEYS) || (this.state.hops > 0 && touched(["node"]));
    if (sceneTouched) this.makeScene();
    if (touched(["path", "node", "line", "story", ...SCENE_KEYS])) this.makeFocus();
    if (touched([...FILTER_KEYS, "size", "view", "ui"])) showFilters(this);
    if (touched(["view", "ui"])) showViews(this);
    if (touched(["ui"])) showTongues(this);
    showTime(this, keys);
    if (touched(["table", "ui", ...SCENE_KEYS, "node"])) showTable(this);
    if (touched(["path", "node", "line", "ui", "story", "step", ...SCENE_KEYS])) showPanel(this);
    this.showStatus();
    const camera = cameraOf(this.state);
    if (touched(["camera"])) this.camera.restore();
    const another = touched(["view", "hops", "all"]) || (this.state.hops > 0 && touched(["node"]));
    if (another || (touched(["camera"]) && !camera)) this.camera.fit(false, !camera);
    else if (sceneTouched && !camera) this.camera.stay();
    else this.shell.redraw();
  }

  isTall() {
    const { width, height } = byId("map").getBoundingClientRect();
    return height > width * 1.15;
  }

  makeScene() {
    const before = this.scene;
    this.scene = makeScene(this.graph, this.kept, this.state, this.isTall());
    this.moveNodes(before);
  }

  /** Let nodes glide from where they stood to where they stand in the new view. */
  moveNodes(before) {
    cancelAnimationFrame(this.gliding);
    if (!before || this.still || this.graph.nodes.length > 5000) return;
    const [from, to] = [before.at, this.scene.at];
    const same = from.x.every((x, number) => x === to.x[number]);
    if (same) return;
    const start = performance.now();
    const glide = (now) => {
      const t = clamp((now - start) / 420, 0, 1);
      const ease = 1 - Math.pow(1 - t, 3);
      this.scene.at =
        t >= 1
          ? to
          : { x: from.x.map((x, n) => x + (to.x[n] - x) * ease), y: from.y.map((y, n) => y + (to.y[n] - y) * ease) };
      this.shell.redraw();
      if (t < 1) this.gliding = requestAnimationFrame(glide);
    };
    this.scene.home = to;
    this.gliding = requestAnimationFrame(glide);
  }

  /** What is lit: the path, the chosen line, the chosen node with its neighbours; else nothing and all is shown. */
  makeFocus() {
    const { graph, scene, state } = this;
    const ends = (state.path || "")
      .split(",")
      .map((slug) => graph.bySlug.get(slug))
      .filter((number) => number !== undefined);
    this.ends = ends.length ? ends.slice(0, 2) : null;
    this.path = ends.length > 1 ? findPath(graph, this.kept, ends[0], ends[1]) : null;
    const chosen = graph.bySlug.get(state.node);
    const line = state.line ? scene.lines.findIndex((item) => lineKey(graph, item) === state.line) : -1;
    this.focus = null;
    if (this.path) {
      const places = new Map(this.path.map((number, place) => [number, place]));
      const lit = scene.lines.flatMap(({ a, b }, number) =>
        places.has(a) && places.has(b) && Math.abs(places.get(a) - places.get(b)) === 1 ? [number] : [],
      );
      this.focus = { nodes: new Set(this.path), lines: new Set(lit), chosen: [...this.path] };
    } else if (line >= 0) {
      const { a, b, via } = scene.lines[line];
      this.focus = { nodes: new Set([a, b, ...via]), lines: new Set([line]), chosen: [a, b] };
    } else if (chosen !== undefined && scene.shown[chosen] && !scene.distance) {
      const lines = scene.around.get(chosen) || [];
      this.focus = {
        nodes: new Set([chosen, ...lines.flatMap((number) => [scene.lines[number].a, scene.lines[number].b])]),
        lines: new Set(lines),
        chosen: [chosen],
      };
    }
  }

  showStatus() {
    const sources = new Set();
    for (const line of this.scene.lines)
      for (const fact of factsOf(this, line)) for (const [source] of fact.evidence) sources.add(source);
    const undated = this.state.from || this.state.to ? this.graph.months.filter((month) => month < 0).length : 0;
    const notes = undated ? ` · ${word("time.undated", { n: undated })}` : "";
    byId("status").textContent =
      word("status", { nodes: this.scene.nodes.length, lines: this.scene.lines.length, sources: sources.size }) + notes;
    byId("nothing").hidden = this.scene.nodes.length > 0;
    if (this.scene.overview)
      byId("status").append(
        " ",
        el(
          "button",
          { type: "button", on: { click: () => this.change({ all: true }) } },
          word("overview", { n: this.scene.nodes.length }),
        ),
      );
  }

  /** Choose a node: the other end of a path when one is waited for. */
  choose(number, centre = false) {
    const slug = this.graph.slug[number];
    if (this.ends && this.ends.length === 1 && this.ends[0] !== number) {
      this.change({ path: `${this.graph.slug[this.ends[0]]},${slug}`, node: null, line: null });
      if (this.path) this.camera.fit(true, true, this.path);
      return;
    }
    const patch = { node: slug, line: null, path: null };
    if (!this.scene.shown[number])
      Object.assign(
        patch,
        { view: "network", hops: 0, camera: null },
        this.kept.node[number]
          ? {}
          : { off: [], relations: [], roles: [], lang: [], from: null, to: null, place: null, confidence: 0, times: 1 },
      );
    this.change(patch);
    byId("said").textContent = `${nameOf(this.graph.nodes[number])}, ${kindWord(this.graph.nodes[number])}`;
    if (centre) this.centre(number);
  }

  centre(number) {
    const lines = this.scene.around.get(number) || [];
    this.camera.fit(
      true,
      true,
      [number, ...lines.flatMap((line) => [this.scene.lines[line].a, this.scene.lines[line].b])],
      number,
    );
  }

  click(point) {
    const { node, line } = this.under(point);
    this.clicked = node;
    if (node >= 0) return this.choose(node);
    if (line >= 0) return this.change({ line: lineKey(this.graph, this.scene.lines[line]), path: null });
    if (!(this.ends && this.ends.length === 1)) this.change({ node: null, line: null, path: null, hops: 0 });
  }

  /** What lies under a point: a node's shape before a line, a line before a label. */
  under({ x, y }) {
    const none = { node: -1, line: -1 };
    if (!this.picture) return none;
    const node = nodeAt(this.picture, x, y);
    if (node >= 0) return { ...none, node };
    const line = lineAt(this.picture, x, y);
    return line >= 0 ? { ...none, line } : { ...none, node: labelAt(this.picture, x, y) };
  }

  /** Show the neighbours of what the first click met: something else may lie there by the second. */
  doubleClick() {
    if (this.clicked >= 0)
      this.change({ node: this.graph.slug[this.clicked], hops: 1, line: null, path: null, camera: null });
  }

  /** Move the choice to the next node in a direction, or the camera when nothing is chosen. */
  step(dx, dy) {
    const chosen = this.graph.bySlug.get(this.state.node);
    if (chosen === undefined) return this.camera.pan(dx, dy);
    const { at, around } = this.scene;
    let best = -1;
    let least = Infinity;
    for (const line of around.get(chosen) || []) {
      const other = this.scene.lines[line].a === chosen ? this.scene.lines[line].b : this.scene.lines[line].a;
      const [ox, oy] = [at.x[other] - at.x[chosen], at.y[other] - at.y[chosen]];
      const along = ox * dx + oy * dy;
      if (along <= 0) continue;
      const cost = Math.hypot(ox, oy) + 2 * Math.abs(ox * dy - oy * dx);
      if (cost < least) [best, least] = [other, cost];
    }
    if (best >= 0) this.choose(best, true);
  }

  hover(event) {
    if (!this.picture || event.buttons) return;
    const box = byId("map").getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { node, line } = this.under({ x, y });
    byId("map").style.cursor = node >= 0 || line >= 0 ? "pointer" : "";
    const tip = byId("tip");
    tip.hidden = node < 0 && line < 0;
    if (tip.hidden) return;
    const ends = line >= 0 ? this.scene.lines[line] : null;
    tip.replaceChildren(
      ...(node >= 0
        ? [
            el("b", { dir: "auto" }, cut(nameOf(this.graph.nodes[node]), 120)),
            el("span", {}, kindWord(this.graph.nodes[node])),
          ]
        : [
            el("b", {}, word(`relation.${ends.r}`)),
            el(
              "span",
              { dir: "auto" },
              `${cut(nameOf(this.graph.nodes[ends.a]), 60)} — ${cut(nameOf(this.graph.nodes[ends.b]), 60)}`,
            ),
          ]),
    );
    tip.style.left = `${clamp(x + 14, 4, Math.max(4, box.width - tip.offsetWidth - 8))}px`;
    tip.style.top = `${clamp(y + 14, 4, Math.max(4, box.height - tip.offsetHeight - 8))}px`;
  }

  bind() {
    bindSearch(this);
    bindTake(this);
    const map = byId("map");
    map.addEventListener("pointermove", (event) => this.hover(event));
    const hideTip = () => (byId("tip").hidden = true);
    for (const event of ["pointerleave", "pointerdown"]) map.addEventListener(event, hideTip);
    document.addEventListener("keydown", hideTip);
    map.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      if (steps[event.key]) this.step(...steps[event.key]);
      else if (event.key === "+" || event.key === "=") this.camera.zoom(1.3);
      else if (event.key === "-") this.camera.zoom(1 / 1.3);
      else if (event.key === "0") (this.camera.fit(true), this.camera.keep());
      else if (event.key === "Enter") byId("panel").focus();
      else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !/^(INPUT|SELECT)$/.test(event.target.tagName))
        this.change({ node: null, line: null, path: null, hops: 0 });
      if (event.key === "/" && !/^(INPUT|SELECT)$/.test(event.target.tagName))
        (event.preventDefault(), byId("search").focus());
    });
    byId("skip").addEventListener("click", (event) => (event.preventDefault(), byId("panel").focus()));
    byId("zoom-in").addEventListener("click", () => this.camera.zoom(1.4));
    byId("zoom-out").addEventListener("click", () => this.camera.zoom(1 / 1.4));
    byId("zoom-fit").addEventListener("click", () => (this.camera.fit(true), this.camera.keep()));
    byId("theme").addEventListener("click", () => this.change({ theme: this.theme() === "dark" ? "light" : "dark" }));
    byId("table-toggle").addEventListener("click", () => this.change({ table: !this.state.table }));
    const openFilters = (open) => {
      byId("filters").classList.toggle("open", open);
      byId("open-filters").setAttribute("aria-expanded", String(open));
    };
    byId("open-filters").addEventListener("click", () => openFilters(!byId("filters").classList.contains("open")));
    for (const beside of ["stage", "panel"]) byId(beside).addEventListener("pointerdown", () => openFilters(false));
    this.small = matchMedia("(max-width: 820px)");
    const settle = () => (this.small.matches ? byId("filters") : document.querySelector(".bar")).append(byId("tools"));
    this.small.addEventListener("change", settle);
    settle();
    this.dark.addEventListener("change", () => this.refresh(["theme"]));
    for (const event of ["hashchange", "popstate"]) {
      addEventListener(event, () => {
        const next = fromFragment(location.hash);
        const keys = Object.keys(START).filter((key) => String(next[key]) !== String(this.state[key]));
        this.state = next;
        // A fragment without a camera is a whole picture, as it is when the page is opened with it.
        if (keys.length) this.refresh(next.camera ? keys : [...keys, "camera"]);
      });
    }
  }
}

function start() {
  window.networkMap = new App();
}
