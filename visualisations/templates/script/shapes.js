// The outline of each shape around (x, y): all of about the same area as a circle of radius r.

const CORNERS = {
  square: corners(4, 1.25, Math.PI / 4),
  diamond: corners(4, 1.35, 0),
  triangle: corners(3, 1.5, -Math.PI / 2),
  down: corners(3, 1.5, Math.PI / 2),
  pentagon: corners(5, 1.25, -Math.PI / 2),
  hexagon: corners(6, 1.2, 0),
  octagon: corners(8, 1.08, Math.PI / 8),
  star: star(5, 1.5, 0.65),
  cross: cross(0.42, 1.25),
  slab: [
    [-1.35, -0.75],
    [1.35, -0.75],
    [1.35, 0.75],
    [-1.35, 0.75],
  ],
  pin: [
    [0, 1.55],
    [-0.85, 0.35],
    [-1, -0.3],
    [-0.6, -0.95],
    [0, -1.2],
    [0.6, -0.95],
    [1, -0.3],
    [0.85, 0.35],
  ],
};

function corners(count, reach, turn) {
  return Array.from({ length: count }, (_, number) => {
    const angle = turn + (number * 2 * Math.PI) / count;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}

function star(count, outer, inner) {
  return Array.from({ length: count * 2 }, (_, number) => {
    const reach = number % 2 ? inner : outer;
    const angle = -Math.PI / 2 + (number * Math.PI) / count;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}

function cross(thin, reach) {
  return [
    [-thin, -reach],
    [thin, -reach],
    [thin, -thin],
    [reach, -thin],
    [reach, thin],
    [thin, thin],
    [thin, reach],
    [-thin, reach],
    [-thin, thin],
    [-reach, thin],
    [-reach, -thin],
    [-thin, -thin],
  ];
}

/** Add a shape to the pen's current path. */
function addShape(pen, shape, x, y, r) {
  const points = CORNERS[shape];
  if (!points) {
    pen.moveTo(x + r * 1.05, y);
    pen.arc(x, y, r * 1.05, 0, 2 * Math.PI);
    if (shape === "ring") {
      pen.moveTo(x + r * 0.5, y);
      pen.arc(x, y, r * 0.5, 0, 2 * Math.PI, true);
    }
    return;
  }
  points.forEach(([dx, dy], number) =>
    number ? pen.lineTo(x + dx * r, y + dy * r) : pen.moveTo(x + dx * r, y + dy * r),
  );
  pen.closePath();
}

/** A shape as a small picture for legends and lists; hidden from screen readers, for a word stands beside it. */
function icon(look, size = 16) {
  const middle = size / 2;
  const reach = size * 0.3;
  const points = CORNERS[look.shape];
  const mark = points
    ? svg("polygon", {
        points: points
          .map(([dx, dy]) => `${(middle + dx * reach).toFixed(2)},${(middle + dy * reach).toFixed(2)}`)
          .join(" "),
      })
    : svg(
        "circle",
        look.shape === "ring"
          ? { cx: middle, cy: middle, r: reach * 0.9, class: "ring" }
          : { cx: middle, cy: middle, r: reach * 1.1 },
      );
  mark.classList.add("mark", `look-${look.key}`);
  return svg(
    "svg",
    { class: "icon", width: size, height: size, viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" },
    mark,
  );
}
