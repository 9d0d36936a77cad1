"use strict";
// Names for the parameters of a question, asked from this server while typing.
for (const field of document.querySelectorAll("input[data-kind]")) {
  let last = "";
  const suggest = async () => {
    const typed = field.value.trim();
    if (typed.length < 2 || typed === last) return;
    last = typed;
    const answer = await fetch(`/labels?kind=${encodeURIComponent(field.dataset.kind)}&start=${encodeURIComponent(typed)}`);
    if (!answer.ok || field.value.trim() !== typed) return;
    field.list.replaceChildren(...(await answer.json()).map((name) => new Option(name, name)));
  };
  field.addEventListener("input", suggest);
  // What was typed before this script had come.
  if (field.value !== field.defaultValue) suggest();
}

// The query in YASQE, where the server has it; without it, the plain field stays.
const field = document.getElementById("query");
if (field && globalThis.Yasgui) {
  const { Yasqe } = Yasgui;
  const terms = JSON.parse(document.getElementById("terms").textContent);
  // Its own completers but that of variables ask servers elsewhere.
  Yasqe.defaults.autocompleters = ["variables", "terms"];
  Yasqe.registerAutocompleter({
    name: "terms",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (editor) => {
      const { string, type } = editor.getCompleteToken();
      return /^[\w:.-]{2,}$/.test(string) && (type === "error" || type === "string-2");
    },
    get: (_, token) => {
      const typed = token.string.toLowerCase();
      return terms.filter((term) => term.toLowerCase().startsWith(typed) || term.toLowerCase().includes(`:${typed}`));
    },
  }, false);

  const editor = new Yasqe(field.parentElement, {
    value: "", persistenceId: null, showQueryButton: false, createShareableLink: null, resizeable: false,
    collapsePrefixesOnLoad: true, highlightSelectionMatches: false, editorHeight: "auto", viewportMargin: Infinity,
  });
  // A query may use our prefixes without declaring them: each line's state begins with them known.
  const mode = editor.getMode();
  const { startState } = mode;
  const known = terms.filter((term) => term.endsWith(":")).map((term) => [term.slice(0, -1), term]);
  mode.startState = () => ({ ...startState(), prefixes: Object.fromEntries(known) });
  editor.setValue(field.value);
  field.before(editor.rootEl);
  field.hidden = true;
  const run = () => field.form.requestSubmit();
  // Tab moves on, as everywhere on a page; asking is the form's.
  const keys = { Tab: false, "Shift-Tab": false, "Ctrl-S": false, "Ctrl-Enter": run, "Cmd-Enter": run };
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), ...keys });
  editor.getInputField().setAttribute("aria-labelledby", "own");
  editor.getInputField().setAttribute("aria-describedby", "own-hint");
  new MutationObserver(() => editor.rootEl.querySelector(".CodeMirror-hints")?.setAttribute("aria-labelledby", "own"))
    .observe(editor.rootEl, { childList: true });
  field.form.addEventListener("submit", () => { field.value = editor.getValue(); });
}
