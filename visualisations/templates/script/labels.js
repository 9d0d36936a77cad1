// Where labels stand: greedy by importance, four places each, never one over another.

/** A set of boxes that answers whether a new one is free. */
class Boxes {
  constructor(size = 64) {
    this.size = size;
    this.cells = new Map();
  }

  *cellsOf([left, top, right, bottom]) {
    for (let i = Math.floor(left / this.size); i <= Math.floor(right / this.size); i++) {
      for (let j = Math.floor(top / this.size); j <= Math.floor(bottom / this.size); j++) yield i * 100003 + j;
    }
  }

  free(box) {
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  add(box) {
    for (const cell of this.cellsOf(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }
}

/** A name as one or two lines of at most `width` characters. */
function wrap(name, width) {
  if (name.length <= width) return [name];
  const words = name.split(/\s+/);
  let first = words.shift();
  if (first.length > width) return [cut(name, width)];
  while (words.length && first.length + 1 + words[0].length <= width) first += ` ${words.shift()}`;
  return words.length ? [first, cut(words.join(" "), width)] : [first];
}

/**
 * Place labels: `wanted` are {number, x, y, r, lines, width, bold, size, firm} by importance, in pixels of the screen.
 * Firm labels may cover unimportant nodes; others keep clear of every node in `dots` ([x, y, r]).
 */
function placeLabels(wanted, dots, frame, limit) {
  const taken = new Boxes();
  const nodes = new Boxes();
  for (const [x, y, r] of dots) nodes.add([x - r, y - r, x + r, y + r]);
  const placed = [];
  for (const label of wanted) {
    if (placed.length >= limit) break;
    const { x, y, r, width, size } = label;
    const height = label.lines.length * size * 1.18;
    const gap = r + 4;
    const places = [
      [x + gap, y - height / 2, "left"],
      [x - gap - width, y - height / 2, "right"],
      [x - width / 2, y - gap - height, "center"],
      [x - width / 2, y + gap, "center"],
    ];
    for (const [left, top, align] of places) {
      const box = [left - 3, top - 2, left + width + 3, top + height + 2];
      if (box[0] < frame[0] || box[1] < frame[1] || box[2] > frame[2] || box[3] > frame[3]) continue;
      if (!taken.free(box) || (!label.firm && !nodes.free([left, top + 2, left + width, top + height - 2]))) continue;
      taken.add(box);
      placed.push({ ...label, left, top, align, height });
      break;
    }
  }
  return placed;
}
