// Words, colours, and what the parts of the page share: the cursor and the part of time in view.

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

function byId(id) { return document.getElementById(id); }

/** A time in seconds, with as many digits as it needs to be told from its neighbours. */
function timeText(ns, step = 1) {
  const digits = step >= 1e9 ? 0 : Math.min(9, Math.max(0, Math.ceil(-Math.log10(step / 1e9) - 1e-9)));
  return `${(ns / 1e9).toFixed(digits)} s`;
}

function spanText(ns) {
  const size = Math.abs(ns);
  if (size >= 1e9) return `${+(ns / 1e9).toPrecision(4)} s`;
  if (size >= 1e6) return `${+(ns / 1e6).toPrecision(4)} ms`;
  if (size >= 1e3) return `${+(ns / 1e3).toPrecision(4)} µs`;
  return `${Math.round(ns)} ns`;
}

function valueText(value) {
  if (value === null) return "none";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value instanceof Agent) return `n${value.index + 1}`;
  if (value instanceof Time) return value.ns >= 4e18 ? "never" : `${value.ns / 1e9} s`;
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  if (value instanceof Composite) {
    const parts = value.names.map((name, i) => `${name} ${valueText(value.values[i])}`);
    const text = [value.kind, ...parts].filter((part) => part !== null && part !== "").join(", ");
    return value.kind === null && parts.length > 1 ? `(${text})` : text;
  }
  return String(value);
}

function sameValue(one, other) {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return false;
  return valueText(one) === valueText(other);
}

const VERBS = {
  sent: ["sends", "to"], delivered: ["receives", "from"], lost: ["loses", "to"],
  "request sent": ["asks", ""], "request delivered": ["is asked", "by"], "request lost": ["loses the request", ""],
  "reply sent": ["answers", ""], "reply delivered": ["is answered", "by"], "reply lost": ["loses the answer", ""],
  fate: ["on the way", ""], waits: ["keeps waiting", ""], "takes up": ["takes up", ""], armed: ["arms", ""],
  disarmed: ["disarms", ""], expired: ["timer", ""], write: ["writes", ""], durable: ["durable", ""],
  note: ["notes", ""], life: ["", ""], "disk harmed": ["disk harmed", ""], fault: ["fault", ""],
  nothing: ["nothing left to do", ""], "alarm set": ["sets alarm", ""], woke: ["wakes", ""], "client note": ["notes", ""],
};

/** A record as a sentence. */
function recordText(run, record) {
  const archive = run.archive;
  const kind = archive.kindOf(record);
  const agent = archive.agent[record] >= 0 ? `n${archive.agent[record] + 1}` : "";
  const client = archive.client[record] >= 0 ? `c${archive.client[record] + 1}` : "";
  const peer = archive.peer[record] >= 0 ? `n${archive.peer[record] + 1}` : "";
  const ofClient = ["request sent", "request lost", "reply delivered", "alarm set", "woke"].includes(kind);
  const [verb, joint] = VERBS[kind] ?? [kind, ""];
  const subject = kind === "client note" ? client || "client" : ofClient ? client : agent;
  const other = ofClient ? agent : peer || (kind.startsWith("re") ? client : "");
  const number = archive.message[record] ? `#${archive.message[record]}` : "";
  const content = valueText(archive.fieldsAt(archive.content[record]));
  const details = archive.fieldsAt(archive.details[record]);
  const said = details.names.map((name, i) => {
    const text = valueText(details.values[i]);
    return name === "reason" || name === "fate" ? text : `${name} ${text}`;
  });
  const words = [subject, verb, other && joint ? `${joint} ${other}` : other, number, content];
  return words.filter((word) => word).join(" ") + (said.length ? `: ${said.join(", ")}` : "");
}

// Okabe and Ito's colours, told apart by the colour-blind, in an order in which neighbours differ most.
const HUES = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999933"];

function hue(number) { return HUES[((number % HUES.length) + HUES.length) % HUES.length]; }

function theme() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(name).trim();
  return {
    back: get("--back"), panel: get("--panel"), ink: get("--ink"), faint: get("--faint"), line: get("--line"),
    accent: get("--accent"), bad: get("--bad"), good: get("--good"), shade: get("--shade"), rest: get("--rest"),
  };
}

/** A canvas at the resolution of its screen. */
function prepare(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const wide = Math.round(width * ratio);
  const high = Math.round(height * ratio);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return { pen, width, height };
}

/** Round steps of time for an axis. */
function ticks(from, until, most) {
  const raw = Math.max(1, (until - from) / Math.max(1, most));
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw);
  const found = [];
  for (let time = Math.ceil(from / step) * step; time <= until; time += step) found.push(time);
  return { step, times: found };
}

/** What is looked at: the event at the cursor, the agent, the stretch of time. */
class View {
  constructor(run) {
    this.run = run;
    this.low = run.meta.from;
    this.high = Math.max(run.meta.until, run.meta.from + 1);
    this.from = this.low;
    this.until = this.high;
    this.place = 0;
    this.agent = 0;
    this.hidden = new Set();
    this.hiddenAgents = new Set();
    this.top = 0;
    this.showsCauses = false;
    this.listeners = [];
    this.isDue = false;
  }

  get time() { return this.run.archive.time[this.place] ?? this.low; }
  get number() { return this.run.archive.number[this.place] ?? 0; }

  onChange(listener) { this.listeners.push(listener); }

  /** Everything is drawn anew with the next frame. */
  changed() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      for (const listener of this.listeners) listener();
    });
  }

  go(place, keepsView = false) {
    const last = this.run.archive.number.length - 1;
    this.place = Math.max(0, Math.min(last, place));
    this.causes = null;
    if (!keepsView) this.reveal(this.time);
    this.changed();
  }

  reveal(time) {
    const span = this.until - this.from;
    if (time < this.from || time > this.until) this.show(time - span * 0.3, time + span * 0.7);
  }

  show(from, until) {
    const least = 1000;
    const span = Math.max(least, Math.min(until - from, this.high - this.low));
    this.from = Math.max(this.low, Math.min(from, this.high - span));
    this.until = this.from + span;
    this.changed();
  }

  zoom(factor, around = this.time) {
    const anchor = around >= this.from && around <= this.until ? around : (this.from + this.until) / 2;
    this.show(anchor - (anchor - this.from) * factor, anchor + (this.until - anchor) * factor);
  }

  lanes() {
    const lanes = [];
    for (let lane = 0; lane < this.run.laneCount; lane++) {
      const agent = lane - this.run.clientCount;
      if (agent >= 0 ? !this.hiddenAgents.has(agent) : !this.hiddenAgents.has("clients")) lanes.push(lane);
    }
    return lanes;
  }

  lit() {
    if (!this.showsCauses) return null;
    this.causes ??= this.run.causes(this.place);
    return this.causes;
  }
}
