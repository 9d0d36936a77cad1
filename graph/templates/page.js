"use strict";
// Names for the parameters of a question, asked from this server while typing.
for (const field of document.querySelectorAll("input[data-kind]")) {
  let last = "";
  field.addEventListener("input", async () => {
    const typed = field.value.trim();
    if (typed.length < 2 || typed === last) return;
    last = typed;
    const answer = await fetch(`/labels?kind=${encodeURIComponent(field.dataset.kind)}&start=${encodeURIComponent(typed)}`);
    if (!answer.ok || field.value.trim() !== typed) return;
    field.list.replaceChildren(...(await answer.json()).map((name) => new Option(name, name)));
  });
}

// Completion of prefixes, classes and properties in the query.
const query = document.getElementById("query");
if (query) {
  const terms = JSON.parse(document.getElementById("terms").textContent);
  const list = document.getElementById("completions");
  let chosen = -1;

  const word = () => /[\w:.-]*$/.exec(query.value.slice(0, query.selectionStart))[0];
  const close = () => { list.hidden = true; chosen = -1; query.removeAttribute("aria-activedescendant"); };
  const mark = (number) => {
    chosen = (number + list.children.length) % list.children.length;
    [...list.children].forEach((item, each) => item.setAttribute("aria-selected", each === chosen));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    query.setAttribute("aria-activedescendant", list.children[chosen].id);
  };
  const take = (term) => {
    const end = query.selectionStart, start = end - word().length;
    query.setRangeText(term, start, end, "end");
    close();
    query.focus();
  };
  const offer = () => {
    const typed = word().toLowerCase();
    const before = query.value[query.selectionStart - typed.length - 1] || " ";
    const found = typed && !"?$<\"'@".includes(before)
      ? terms.filter((term) => term.toLowerCase().startsWith(typed) || term.toLowerCase().includes(":" + typed)).slice(0, 12) : [];
    if (!found.length || (found.length === 1 && found[0] === word())) return close();
    list.replaceChildren(...found.map((term, number) => {
      const item = document.createElement("li");
      item.id = `completion-${number}`;
      item.setAttribute("role", "option");
      item.textContent = term;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(term); });
      return item;
    }));
    list.hidden = false;
    mark(0);
  };

  query.addEventListener("input", offer);
  query.addEventListener("blur", close);
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); return query.form.requestSubmit(); }
    if (list.hidden) return;
    const act = {
      ArrowDown: () => mark(chosen + 1), ArrowUp: () => mark(chosen - 1),
      Enter: () => take(list.children[chosen].textContent), Escape: close,
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
}
