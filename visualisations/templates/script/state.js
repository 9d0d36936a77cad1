// What the reader looks at, as one flat record that the address's fragment holds in full.

const START = {
  view: "network",
  node: null,
  line: null,
  path: null,
  hops: 0,
  size: null,
  off: [],
  relations: [],
  roles: [],
  lang: [],
  from: null,
  to: null,
  place: null,
  confidence: 0,
  times: 1,
  all: false,
  table: false,
  story: null,
  step: 0,
  camera: null,
  ui: null,
  theme: null,
};

/** The fragment of a state: only what differs from the start. */
function toFragment(state) {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (Array.isArray(value) ? value.length : value !== START[key] && value !== null && value !== false) {
      parts.set(key, Array.isArray(value) ? value.join(",") : String(value === true ? 1 : value));
    }
  }
  return parts.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/** The state of a fragment; what it does not know or cannot read is as at the start. */
function fromFragment(fragment) {
  const state = { ...START };
  for (const [key, text] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    if (!Object.hasOwn(START, key)) continue;
    const usual = START[key];
    if (Array.isArray(usual)) state[key] = text.split(",").filter(Boolean);
    else if (typeof usual === "number") state[key] = Number.isFinite(Number(text)) ? Number(text) : usual;
    else if (typeof usual === "boolean") state[key] = text === "1";
    else state[key] = text;
  }
  if (!VIEWS.includes(state.view)) state.view = START.view;
  for (const key of ["from", "to"]) if (!/^\d{4}-\d{2}$/.test(state[key] || "")) state[key] = null;
  state.hops = clamp(Math.round(state.hops), 0, 3);
  return state;
}

/** The measure that the size shows: the reader's choice, else what suits the view. */
function sizeOf(state) {
  return state.size || (state.view === "network" || state.view === "meetings" ? "bridging" : "links");
}

/** The camera of a state: [x, y, scale], or null. */
function cameraOf(state) {
  const numbers = (state.camera || "").split(",").map(Number);
  return numbers.length === 3 && numbers.every(Number.isFinite) && numbers[2] > 0 ? numbers : null;
}
