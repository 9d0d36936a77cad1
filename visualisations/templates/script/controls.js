// What the reader sets: views, legend, filters, size, language, theme, search.

const RELATIONS = ["participation", "position", "member_of", "part_of", "cooperates_with", "held_in", "located_in"];
const ROLES = [
  "organizer",
  "host",
  "patron",
  "supporter",
  "moderator",
  "speaker",
  "participant",
  "represented",
  "signatory",
  "recipient",
];
const MEASURES = ["bridging", "connects", "links", "betweenness", "announcements"];

function showViews(app) {
  refill(
    byId("views"),
    ...VIEWS.map((view) =>
      el(
        "button",
        {
          type: "button",
          "aria-pressed": String(app.state.view === view),
          on: { click: () => app.change({ view, camera: null, line: null, hops: 0 }) },
        },
        word(`view.${view}`),
      ),
    ),
  );
  const { offsetLeft, offsetWidth } = byId("views").querySelector("[aria-pressed=true]");
  byId("views").scrollLeft = offsetLeft + offsetWidth / 2 - byId("views").clientWidth / 2;
}

function showTongues(app) {
  refill(
    byId("tongues"),
    ...app.languages.map((code) =>
      el(
        "button",
        {
          type: "button",
          id: `tongue-${code}`,
          lang: code,
          "aria-pressed": String(app.language() === code),
          "aria-label": word(`tongue.${code}`),
          on: { click: () => app.change({ ui: code }) },
        },
        { en: "EN", ru: "РУ", kk: "ҚАЗ" }[code] || code,
      ),
    ),
  );
}

/** The legend, which filters, and the other filters. */
function showFilters(app) {
  const { graph, state } = app;
  const box = byId("filter-list");
  const open = Boolean(box.querySelector("details.more")?.open);
  const counts = new Map();
  for (const number of graph.nodes.keys())
    counts.set(graph.nodes[number].k, (counts.get(graph.nodes[number].k) || 0) + 1);
  const legend = graph.looks.map((look, place) => {
    if (!counts.get(place)) return null;
    const input = el("input", {
      type: "checkbox",
      checked: !state.off.includes(look.key),
      on: { change: () => app.change({ off: toggled(state.off, look.key) }) },
    });
    const only = el(
      "button",
      {
        type: "button",
        class: "only",
        "aria-label": `${word("legend.only")}: ${look.words[spoken]}`,
        on: { click: () => app.change({ off: onlyThis(graph, state, look.key) }) },
      },
      word("legend.only"),
    );
    return el(
      "li",
      {},
      el(
        "label",
        {},
        input,
        icon(look, 18),
        el("span", { class: look.figure ? "strong" : "" }, look.words[spoken]),
        el("span", { class: "count" }, counts.get(place)),
      ),
      only,
    );
  });
  const relations = RELATIONS.map((relation) =>
    el(
      "li",
      {},
      el(
        "label",
        {},
        el("input", {
          type: "checkbox",
          checked: !state.relations.includes(relation),
          on: { change: () => app.change({ relations: toggled(state.relations, relation) }) },
        }),
        lineSample(relation),
        el("span", {}, word(`relation.${relation}`)),
      ),
    ),
  );
  const roles = ROLES.filter((role) => graph.names.includes(role)).map((role) =>
    el(
      "li",
      {},
      el(
        "label",
        {},
        el("input", {
          type: "checkbox",
          checked: !state.roles.includes(role),
          on: { change: () => app.change({ roles: toggled(state.roles, role) }) },
        }),
        el("span", {}, word(`role.${role}`)),
      ),
    ),
  );
  const tongues = [...new Set(graph.sources.map((source) => source.language))].sort().map((code) =>
    el(
      "li",
      {},
      el(
        "label",
        {},
        el("input", {
          type: "checkbox",
          checked: !state.lang.length || state.lang.includes(code),
          on: { change: () => app.change({ lang: toggledLanguage(graph, state.lang, code) }) },
        }),
        el("span", {}, word(`tongue.${code}`)),
      ),
    ),
  );
  refill(
    box,
    el("section", {}, el("h2", {}, word("legend")), el("ul", { class: "checks", id: "legend" }, legend)),
    el("section", {}, el("h2", {}, word("lines")), el("ul", { class: "checks" }, relations)),
    el(
      "section",
      {},
      choice(
        "size",
        word("size"),
        MEASURES.filter((key) => key === "bridging" || key in (graph.nodes[0]?.m ?? {})).map((key) => [
          key,
          word(`measure.${key}`),
        ]),
        sizeOf(state),
        (size) => app.change({ size }),
      ),
    ),
    el(
      "details",
      { class: "more", open },
      el("summary", {}, word("more")),
      el("section", {}, el("h2", {}, word("source.language")), el("ul", { class: "checks" }, tongues)),
      el("section", {}, el("h2", {}, word("roles")), el("ul", { class: "checks" }, roles)),
      choice("place", word("place"), [["", word("place.any")], ...placesToChoose(graph)], state.place || "", (place) =>
        app.change({ place: place || null }),
      ),
      choice(
        "confidence",
        word("confidence"),
        [
          ["0", word("confidence.any")],
          ["55", word("confidence.fair")],
          ["75", word("confidence.good")],
          ["90", word("confidence.high")],
        ],
        String(state.confidence),
        (value) => app.change({ confidence: Number(value) }),
      ),
      choice(
        "times",
        word("times"),
        ["1", "2", "3", "5"].map((value) => [value, value]),
        String(state.times),
        (value) => app.change({ times: Number(value) }),
      ),
    ),
    el("button", { type: "button", id: "reset", on: { click: () => app.reset() } }, word("reset")),
  );
}

function toggled(list, key) {
  return list.includes(key) ? list.filter((item) => item !== key) : [...list, key];
}

function toggledLanguage(graph, chosen, code) {
  const all = [...new Set(graph.sources.map((source) => source.language))].sort();
  const next = toggled(chosen.length ? chosen : all, code);
  return next.length === all.length ? [] : next;
}

/** Hide every other kind; asked again, show all. */
function onlyThis(graph, state, key) {
  const others = graph.looks.map((look) => look.key).filter((other) => other !== key);
  return state.off.length === others.length && !state.off.includes(key) ? [] : others;
}

function lineSample(relation) {
  const { dash, width } = LINES[relation];
  return svg(
    "svg",
    { class: `sample relation-${relation}`, width: 24, height: 10, viewBox: "0 0 24 10", "aria-hidden": "true" },
    svg("line", { x1: 1, y1: 5, x2: 23, y2: 5, "stroke-width": width * 1.6, "stroke-dasharray": dash.join(" ") }),
  );
}

function choice(name, title, options, value, changed) {
  const select = el(
    "select",
    { id: `choose-${name}`, on: { change: (event) => changed(event.target.value) } },
    options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)),
  );
  return el("p", { class: "choice" }, el("label", { for: `choose-${name}` }, title), select);
}

function placesToChoose(graph) {
  return [...graph.nodes.keys()]
    .filter(
      (number) =>
        ["place", "country"].includes(graph.nodes[number].t) &&
        graph.around[number].some((line) => ["held_in", "located_in"].includes(graph.lines[line].r)),
    )
    .map((number) => [graph.slug[number], nameOf(graph.nodes[number])])
    .sort((a, b) => a[1].localeCompare(b[1], habits()));
}

/** The search field: a combobox over every name of every node. */
function bindSearch(app) {
  const input = byId("search");
  const list = byId("found");
  let chosen = -1;
  let found = [];
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    chosen = place;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    if (place >= 0) {
      input.setAttribute("aria-activedescendant", `found-${place}`);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (number) => {
    close();
    input.value = "";
    input.blur();
    app.choose(number, true);
  };
  const show = () => {
    found = searchNames(
      (app.index ??= nameIndex(app.graph.nodes)),
      input.value,
      (number) => app.graph.nodes[number].m.announcements,
    );
    const items = found.map((number, place) =>
      el(
        "li",
        {
          role: "option",
          id: `found-${place}`,
          "aria-selected": "false",
          on: { mousedown: (event) => (event.preventDefault(), take(number)) },
        },
        chip(app.graph, number),
        el("span", { dir: "auto" }, nameOf(app.graph.nodes[number])),
        el("span", { class: "soft" }, kindWord(app.graph.nodes[number])),
      ),
    );
    list.replaceChildren(
      ...(items.length
        ? items
        : [el("li", { class: "soft", role: "option", "aria-disabled": "true" }, word("search.none"))]),
    );
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(found.length ? 0 : -1);
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && found.length) mark((chosen + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length) mark((chosen - 1 + found.length) % found.length);
    else if (event.key === "Enter" && chosen >= 0 && !list.hidden) take(found[chosen]);
    else if (event.key === "Escape") ((input.value = ""), close());
    else return;
    event.preventDefault();
  });
}
