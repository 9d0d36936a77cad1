// A bitmap of the shapes, somewhat larger than the stage: while the camera moves it is moved and scaled; when the
// camera rests it is drawn anew. So a drag costs the same with two hundred nodes and with twenty thousand.

const LAYER_MARGIN = 0.2;
const LAYER_REST = 140;

class Layer {
  constructor(redraw) {
    this.redraw = redraw;
    this.canvas = document.createElement("canvas");
    this.made = null;
  }

  /** Put the shapes of a picture under the pen; draws them only when what they show has changed or the camera rests. */
  show(pen, picture, ratio) {
    const { frame, scene } = picture;
    const { width, height } = frame;
    const what = [scene, scene.at, frame.focus, frame.theme, width, height, ratio];
    const same = this.made && what.every((value, place) => value === this.made.what[place]);
    const moved = same && (frame.x !== this.made.x || frame.y !== this.made.y || frame.s !== this.made.s);
    if (!same || (moved && !this.covers(frame)) || this.due) this.make(picture, what, ratio);
    else if (moved) this.wait();
    const { x, y, s, wide, high } = this.made;
    const scale = frame.s / s;
    pen.drawImage(
      this.canvas,
      (x - frame.x) * frame.s + (width - wide * scale) / 2,
      (y - frame.y) * frame.s + (height - high * scale) / 2,
      wide * scale,
      high * scale,
    );
  }

  /** Whether the bitmap, moved to a frame's camera, fills the stage and is not too coarse. */
  covers(frame) {
    const { x, y, s, wide, high } = this.made;
    const scale = frame.s / s;
    const beyond = (away, size, stage) => Math.abs(away) * frame.s + stage / 2 > (size * scale) / 2 + 1;
    if (scale > 1.8 || scale < 0.4) return false;
    const whole = scale < 1;
    return whole || (!beyond(x - frame.x, wide, frame.width) && !beyond(y - frame.y, high, frame.height));
  }

  make(picture, what, ratio) {
    clearTimeout(this.timer);
    this.due = false;
    const { frame, graph, scene, ink } = picture;
    const [wide, high] = [
      Math.ceil(frame.width * (1 + 2 * LAYER_MARGIN)),
      Math.ceil(frame.height * (1 + 2 * LAYER_MARGIN)),
    ];
    const [w, h] = [Math.round(wide * ratio), Math.round(high * ratio)];
    if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
    const pen = this.canvas.getContext("2d", { alpha: false });
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = ink.paper;
    pen.fillRect(0, 0, wide, high);
    drawShapes(pen, makePicture(graph, scene, { ...frame, width: wide, height: high, stage: frame.width }));
    this.made = { what, x: frame.x, y: frame.y, s: frame.s, wide, high };
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.due = true;
      this.redraw();
    }, LAYER_REST);
  }
}
