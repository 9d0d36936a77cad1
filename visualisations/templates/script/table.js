// The table twin: the nodes and links of the present view, sortable, with the same choice as the map.

const TABLE_ROWS = 150;

function showTable(app) {
  const box = byId("table");
  const { state } = app;
  byId("table-toggle").setAttribute("aria-pressed", String(state.table));
  byId("stage").classList.toggle("as-table", state.table);
  box.hidden = !state.table;
  if (!state.table) return box.replaceChildren();
  app.sorted ??= { nodes: [2, -1], lines: [3, -1] };
  refill(box, ...nodeTable(app), ...lineTable(app));
}

function nodeTable(app) {
  const { graph, scene } = app;
  const columns = [
    ["column.name", "text"],
    ["column.kind", "text"],
    ["measure.bridging", "share"],
    ["measure.links", "number"],
    ["measure.announcements", "number"],
  ];
  const bridging = bridgingOf(graph, app.kept);
  const rows = [...scene.nodes].map((number) => {
    const node = graph.nodes[number];
    return {
      number,
      values: [
        nameOf(node),
        kindWord(node),
        bridging[number],
        (scene.around.get(number) || []).length,
        node.m.announcements,
      ],
    };
  });
  const cells = ({ number, values }) => [
    el("th", { scope: "row" }, nodeLink(app, number)),
    ...values.slice(1).map((value, place) => el("td", {}, columns[place + 1][1] === "share" ? share(value) : value)),
  ];
  return makeTable(
    app,
    "nodes",
    word("table.nodes"),
    columns,
    rows,
    cells,
    ({ number }) => graph.slug[number] === app.state.node,
  );
}

function lineTable(app) {
  const { graph, scene } = app;
  const columns = [
    ["column.one", "text"],
    ["column.other", "text"],
    ["column.relation", "text"],
    ["column.times", "number"],
  ];
  const rows = scene.lines.map((line) => ({
    line,
    values: [nameOf(graph.nodes[line.a]), nameOf(graph.nodes[line.b]), word(`relation.${line.r}`), line.w],
  }));
  const cells = ({ line, values }) => [
    el("td", {}, nodeLink(app, line.a)),
    el("td", {}, nodeLink(app, line.b)),
    el(
      "td",
      {},
      el(
        "button",
        {
          type: "button",
          class: "node-link",
          on: { click: () => app.change({ line: lineKey(graph, line), path: null }) },
        },
        values[2],
      ),
    ),
    el("td", {}, values[3]),
  ];
  return makeTable(
    app,
    "lines",
    word("table.lines"),
    columns,
    rows,
    cells,
    ({ line }) => lineKey(graph, line) === app.state.line,
  );
}

/** A heading and a table whose column heads sort; long tables show more rows when asked. */
function makeTable(app, name, title, columns, rows, cells, isChosen) {
  const [column, direction] = app.sorted[name];
  const compare = columns[column][1] !== "text" ? (a, b) => a - b : new Intl.Collator(habits()).compare;
  rows.sort((a, b) => direction * compare(a.values[column], b.values[column]));
  const heads = columns.map(([key], place) =>
    el(
      "th",
      { scope: "col", "aria-sort": place === column ? (direction > 0 ? "ascending" : "descending") : "none" },
      el(
        "button",
        {
          type: "button",
          on: {
            click: () => (
              (app.sorted[name] = [place, place === column ? -direction : columns[place][1] === "text" ? 1 : -1]),
              showTable(app)
            ),
          },
        },
        word(key),
      ),
    ),
  );
  const body = el("tbody");
  const more = el("button", { type: "button", on: { click: () => grow() } }, word("table.more"));
  let shown = 0;
  const grow = () => {
    body.append(
      ...rows
        .slice(shown, shown + TABLE_ROWS)
        .map((row) => el("tr", { class: isChosen(row) ? "chosen" : null }, cells(row))),
    );
    shown += TABLE_ROWS;
    more.hidden = shown >= rows.length;
  };
  grow();
  return [el("h2", {}, `${title} (${rows.length})`), el("table", {}, el("thead", {}, el("tr", {}, heads)), body), more];
}
