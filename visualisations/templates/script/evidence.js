// Facts and their quotes: the words of the announcement, its title, date, publisher and language, and how sure it is.

/** The facts of a scene's line that the filters leave. */
function factsOf(app, line) {
  return line.of
    .flatMap((number) => app.graph.lines[number].facts)
    .filter((fact) => app.kept.fact[fact])
    .map((fact) => app.graph.facts[fact]);
}

/** The months in which facts are stated: "2018-02 – 2021-04", one month, or nothing where none is dated. */
function monthsOf(app, facts) {
  const months = facts.flatMap((fact) => fact.evidence.map(([source]) => app.graph.months[source])).filter((at) => at >= 0);
  if (!months.length) return "";
  const [first, last] = [Math.min(...months), Math.max(...months)];
  return first === last ? monthText(first) : `${monthText(first)} – ${monthText(last)}`;
}

/** Every fact of a line with its quotes. */
function evidenceList(app, line) {
  return factsOf(app, line).map((fact) => factItem(app, fact, line.via.length > 0));
}

function factItem(app, fact, named) {
  const { graph } = app;
  const { a, b } = graph.lines[fact.line];
  const [from, to] = fact.turned ? [b, a] : [a, b];
  return el(
    "div",
    { class: "fact" },
    named
      ? el(
          "p",
          { class: "sentence" },
          el("span", { dir: "auto" }, nameOf(graph.nodes[from])),
          ` — ${roleWord(graph, fact)} → `,
          el("span", { dir: "auto" }, nameOf(graph.nodes[to])),
        )
      : null,
    fact.evidence.map(([source, , quote]) => quoteItem(app, source, quote, fact.confidence)),
  );
}

/** A quote with the words around it, and the announcement that it stands in. */
function quoteItem(app, number, quote, confidence) {
  const source = app.graph.sources[number];
  const words = el("blockquote", { lang: source.language, dir: "auto" });
  app.quotes.then((quotes) => {
    const [prefix, exact, suffix] = quotes[quote];
    words.append(
      el("span", { class: "around" }, prefix ? `…${prefix.replace(/^[\s.,;:!?]+/, "")}` : ""),
      el("mark", {}, exact),
      el("span", { class: "around" }, suffix ? `${suffix}…` : ""),
    );
  });
  const parts = [
    source.published || word("undated"),
    source.publisher,
    word(`tongue.${source.language}`),
    confidenceWord(confidence),
  ].filter(Boolean);
  return el(
    "figure",
    { class: "quote" },
    words,
    el(
      "figcaption",
      {},
      el("span", { dir: "auto" }, outside(source.page, source.title)),
      el("span", { class: "soft" }, ` · ${parts.join(" · ")}`),
    ),
  );
}
