// The timeline: announcements by month, a range of months, and a play button that lets the network grow.

function showTime(app, keys) {
  const { graph, state } = app;
  const box = byId("time");
  const [first, last] = graph.span;
  const touched = [...FILTER_KEYS, "ui"].some((key) => keys.includes(key));
  if (!touched || first === last) return;
  const from = state.from ? monthNumber(state.from) : first;
  const to = state.to ? monthNumber(state.to) : last;
  if (!box.firstChild || keys.includes("ui")) buildTime(app, box);
  byId("time-from").value = from;
  byId("time-to").value = to;
  byId("time-text").textContent = state.from || state.to ? `${monthText(from)} – ${monthText(to)}` : word("time.all");
  for (const name of ["from", "to"])
    byId(`time-${name}`).setAttribute("aria-valuetext", monthText(name === "from" ? from : to));
  byId("time-growth").textContent = word("time.departments", {
    n: graph.nodes.filter((_, number) => isDepartment(graph, number) && app.kept.node[number]).length,
  });
  for (const bar of box.querySelectorAll("rect"))
    bar.classList.toggle("out", Number(bar.dataset.last) < from || Number(bar.dataset.first) > to);
}

function buildTime(app, box) {
  const [first, last] = app.graph.span;
  const months = last - first + 1;
  const width = months > 96 ? 3 : 1;
  const counts = new Map();
  for (const month of app.graph.months)
    if (month >= 0)
      counts.set(Math.floor((month - first) / width), (counts.get(Math.floor((month - first) / width)) || 0) + 1);
  const most = Math.max(...counts.values());
  const bars = [...counts].map(([place, count]) => {
    const bar = svg("rect", {
      x: place * width,
      y: 30 - (28 * count) / most,
      width: width * 0.86,
      height: (28 * count) / most,
    });
    bar.dataset.first = first + place * width;
    bar.dataset.last = first + place * width + width - 1;
    return bar;
  });
  bars.push(
    svg("polyline", {
      class: "growth",
      points: growth(app.graph)
        .map(([month, share]) => `${month - first} ${(29 - 27 * share).toFixed(1)}`)
        .join(" "),
    }),
  );
  const years = [];
  for (let month = Math.ceil(first / 12) * 12; month <= last; month += 12) years.push(month);
  const every = Math.ceil(years.length / (innerWidth < 700 ? 5 : 14));
  const names = years
    .filter((month, number) => number % every === 0 && month - first < 0.96 * months)
    .map((month) => {
      const name = el("span", {}, String(month / 12));
      name.style.left = `${(100 * (month - first)) / months}%`;
      return name;
    });
  const range = (name) =>
    el("input", {
      type: "range",
      id: `time-${name}`,
      min: first,
      max: last,
      step: 1,
      "aria-label": word(`time.${name}`),
      on: { input: () => setTime(app, name) },
    });
  const play = el(
    "button",
    {
      type: "button",
      id: "time-play",
      "aria-label": word("time.play"),
      title: word("time.play"),
      on: { click: () => playTime(app) },
    },
    el("span", { "aria-hidden": "true" }, app.playing ? "■" : "▶"),
  );
  const all = el(
    "button",
    {
      type: "button",
      class: "quiet",
      id: "time-all",
      on: { click: () => (stopTime(app), app.change({ from: null, to: null })) },
    },
    "×",
  );
  all.setAttribute("aria-label", word("time.all"));
  refill(
    box,
    play,
    el(
      "div",
      { class: "track" },
      svg("svg", { viewBox: `0 0 ${months} 30`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars),
      range("from"),
      range("to"),
      el("div", { class: "years", "aria-hidden": "true" }, names),
    ),
    el(
      "div",
      { class: "reading" },
      el("output", { id: "time-text" }),
      all,
      el("span", { class: "growth", id: "time-growth" }),
    ),
  );
}

function isDepartment(graph, number) {
  return graph.looks[graph.nodes[number].k].key === "apk_department";
}

/** How many of the departments had been seen by each month, as steps of (month, share). */
function growth(graph) {
  const firsts = [...graph.nodes.keys()]
    .filter((number) => isDepartment(graph, number))
    .map((number) =>
      Math.min(
        ...graph.around[number]
          .flatMap((line) => graph.lines[line].facts)
          .flatMap((fact) => graph.facts[fact].evidence)
          .map(([source]) => graph.months[source])
          .filter((month) => month >= 0),
      ),
    );
  const dated = firsts.filter(Number.isFinite).sort((a, b) => a - b);
  const steps = dated.flatMap((month, number) => [
    [month, number / dated.length],
    [month, (number + 1) / dated.length],
  ]);
  return steps.length ? [[graph.span[0], 0], ...steps, [graph.span[1] + 1, 1]] : [];
}

function setTime(app, moved) {
  let from = Number(byId("time-from").value);
  let to = Number(byId("time-to").value);
  if (from > to) moved === "from" ? (to = from) : (from = to);
  const [first, last] = app.graph.span;
  app.change(
    {
      from: from <= first && to >= last ? null : monthText(from),
      to: from <= first && to >= last ? null : monthText(to),
    },
    true,
  );
}

/** Let the network grow quarter by quarter, from its first month to its last. */
function playTime(app) {
  if (app.playing) return stopTime(app);
  const [first, last] = app.graph.span;
  let month = first + 2;
  byId("time-play").firstChild.textContent = "■";
  byId("time-play").setAttribute("aria-label", word("time.stop"));
  app.playing = setInterval(() => {
    app.change({ from: monthText(first), to: monthText(Math.min(month, last)) }, true);
    month += 3;
    if (month > last + 2) stopTime(app);
  }, 450);
}

function stopTime(app) {
  clearInterval(app.playing);
  app.playing = null;
  byId("time-play").firstChild.textContent = "▶";
  byId("time-play").setAttribute("aria-label", word("time.play"));
}
