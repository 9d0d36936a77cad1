// The camera: what part of the picture the stage shows; vis-network's shell holds it.

class Camera {
  constructor(app, shell) {
    Object.assign(this, { app, shell, moved: cameraOf(app.state) !== null, fitScale: 1 });
  }

  /** Show what the state's camera tells. */
  restore() {
    const told = cameraOf(this.app.state);
    if (told) this.move({ x: told[0], y: told[1] }, told[2]);
  }

  move(position, scale, duration = 0) {
    const animation = duration && !this.app.still ? { duration, easingFunction: "easeInOutCubic" } : false;
    this.shell.moveTo({ position, scale, animation });
  }

  /** Show all nodes given (else all of the scene), in the part of the stage that no sheet covers. */
  fit(animate, move = true, numbers = null, middle = -1) {
    const { scene } = this.app;
    const { clientWidth: width, clientHeight: height } = byId("map");
    const at = scene.home || scene.at;
    const all = [...scene.nodes].filter((number) => scene.around.has(number) || scene.view === "places");
    if (!scene.nodes.length) return this.shell.redraw();
    const whole = bounds(all.length ? all : [...scene.nodes], at, { network: 0.004, places: 0.08 }[scene.view] || 0);
    const margin = width < 600 ? 20 : 48;
    const scaleOf = (box, below = 0) =>
      Math.min(
        (width - margin * 2) / Math.max(box[2] - box[0], 60),
        (height - below - margin * (below ? 4 : 1.4)) / Math.max(box[3] - box[1], 60),
      );
    this.fitScale = clamp(scaleOf(whole), 0.02, 2);
    if (!move) return this.shell.redraw();
    const box = numbers ? bounds(numbers, at, 0) : whole;
    const edge = (name) => byId(name).getBoundingClientRect();
    const covered = width < 700 && byId("panel").classList.contains("open") ? edge("map").bottom - edge("panel").top : 0;
    const scale = clamp(scaleOf(box, covered), 0.02, numbers ? Math.max(this.fitScale * 5, 0.6) : 2);
    const position = { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 + covered / 2 / scale };
    if (middle >= 0) [position.x, position.y] = [at.x[middle], at.y[middle] + covered / 2 / scale];
    this.move(position, scale, animate ? 450 : 0);
    this.moved = numbers !== null;
    if (this.moved) this.keep();
  }

  /** Keep in the address where the reader moved it, when it rests. */
  keep() {
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      const { x, y } = this.shell.getViewPosition();
      const told = [x.toFixed(1), y.toFixed(1), this.shell.getScale().toFixed(4)].join(",");
      this.app.state.camera = this.moved ? told : null;
      this.app.write(true);
    }, 150);
  }

  /** Stay where it is though less or more is to be seen, and tell so in the address. */
  stay() {
    this.moved = true;
    this.keep();
    this.shell.redraw();
  }

  zoom(factor) {
    this.moved = true;
    this.move(this.shell.getViewPosition(), this.shell.getScale() * factor, 200);
    this.keep();
  }

  pan(dx, dy) {
    const { x, y } = this.shell.getViewPosition();
    const far = 80 / this.shell.getScale();
    this.moved = true;
    this.move({ x: x + dx * far, y: y + dy * far }, this.shell.getScale());
    this.keep();
  }
}

/** The box around nodes, a share of the outermost on each side left out. */
function bounds(numbers, at, trim) {
  const edge = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const off = Math.floor(sorted.length * trim);
    return [sorted[off], sorted[sorted.length - 1 - off]];
  };
  const [left, right] = edge(numbers.map((number) => at.x[number]));
  const [top, bottom] = edge(numbers.map((number) => at.y[number]));
  return [left, top, right, bottom];
}
