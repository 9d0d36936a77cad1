// The words of the interface, in the language that the reader chose.

let spoken = "en";
let WORDS = {};

/** The word of a key in the chosen language; `{name}` stands for a value. A key without a word is shown as it is. */
function word(key, values = {}) {
  const entry = WORDS[key];
  const text = entry ? (entry[spoken] ?? entry.en) : key.replace(/^[a-z]+\./, "").replaceAll("_", " ");
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Whose numbers and alphabet hold: those of the chosen language, else, as browsers may not know Kazakh, Russian ones. */
function habits() {
  return [spoken, "ru"];
}

/** Set every `data-word` (text), `data-label` (aria-label and tooltip) and `data-hint` (placeholder) below a root. */
function speak(root, language) {
  spoken = language;
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of root.querySelectorAll("[data-hint]")) element.placeholder = word(element.dataset.hint);
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
    element.title = word(element.dataset.label);
  }
}

/** The name of a node in the chosen language, else in the next that it has. */
function nameOf(node) {
  const names = node.n || {};
  return names[spoken] || names.en || names.ru || names.kk || Object.values(names)[0] || untitled(node);
}

/** What stands for a nameless event: its kind, and its day when it is known. */
function untitled(node) {
  if (node.t !== "event") return node.label || node.iri;
  const start = factOf(node, "start");
  return word(`event.${node.s || "other"}`) + (start ? `, ${start}` : "");
}

function factOf(node, key) {
  const fact = (node.f || []).find(([name]) => name === key);
  return fact ? fact[1] : null;
}

function namesOf(node) {
  return [...Object.values(node.n || {}), ...(node.al || [])];
}

/** A name cut to a length, at the end of a word where there is one. */
function cut(name, length) {
  if (name.length <= length) return name;
  const piece = name.slice(0, length - 1);
  const space = piece.lastIndexOf(" ");
  return `${(space > length * 0.6 ? piece.slice(0, space) : piece).replace(/[\s,.;:–—-]+$/u, "")}…`;
}

/** Confidence (0 to 100) in words. */
function confidenceWord(value) {
  return word(
    value >= 90
      ? "confidence.high"
      : value >= 75
        ? "confidence.good"
        : value >= 55
          ? "confidence.fair"
          : "confidence.low",
  );
}

/** What a node is: the class of an organisation, the kind of an event, else its kind. */
function kindWord(node) {
  if (node.t === "organisation") return word(`class.${node.s || "other"}`);
  if (node.t === "event") return word(`event.${node.s || "other"}`);
  return word(`kind.${node.t}`);
}

/** What a fact says its subject is there: a role of the closed list, or the title of an office as written. */
function roleWord(graph, fact) {
  if (fact.role === -1) return word(`relation.${graph.lines[fact.line].r}`);
  if (Array.isArray(fact.role)) return asWritten(graph, fact.role);
  const name = graph.names[fact.role];
  return graph.lines[fact.line].r === "participation" ? word(`role.${name}`) : name;
}

/** Words as announcements have them: those in the reader's language, else all. */
function asWritten(graph, values) {
  const own = values.filter(([language]) => language === spoken);
  return [...new Set((own.length ? own : values).map(([, name]) => graph.names[name]))].join(", ");
}
