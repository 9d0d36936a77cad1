// Elements made in code: data only ever becomes text nodes and checked attributes, never markup.

/** Make an element: `on` holds listeners by event; other keys are attributes; null and false are left out. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Make an SVG element. */
function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

function byId(id) {
  return document.getElementById(id);
}

/** Fill a box anew: whoever works with keys stays at the control that says the same, else comes to the box itself. */
function refill(box, ...content) {
  const controls = () => [...box.querySelectorAll("a[href], button, input, select, summary")];
  const says = (control) => control.id || control.ariaLabel || (control.closest("label") || control).textContent;
  const held = box.contains(document.activeElement) ? document.activeElement : null;
  const name = held && says(held);
  const place = held && controls().filter((control) => says(control) === name).indexOf(held);
  box.replaceChildren(...content);
  if (!held) return;
  const same = controls().filter((control) => says(control) === name && !control.disabled);
  (same[place] || same[0] || box).focus();
}

/** A link to another site, or only the text when the address is no web address. */
function outside(address, text) {
  if (!/^https?:\/\//i.test(address || "")) return el("span", {}, text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** The bytes behind base64. */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Hand a file to the reader. */
function save(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
