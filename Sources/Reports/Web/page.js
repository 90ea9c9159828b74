// Puts the page together: controls, keys, links, and the frames in which it is drawn.

const SPEEDS = [[0.001, "1 ms"], [0.01, "10 ms"], [0.1, "100 ms"], [1, "1 s"], [10, "10 s"]];

class Page {
  constructor(meta) {
    this.meta = meta;
    this.run = new Run(meta);
    this.view = new View(this.run);
    this.diagram = new Diagram(byId("diagram"), byId("hover"), this.view);
    this.overview = new Overview(byId("overview"), this.view);
    this.panels = new Panels(this.view);
    this.charts = new Charts(byId("scatter"), byId("percentiles"), this.view);
    byId("latencysection").hidden = this.charts.isEmpty;
    this.fillHead();
    this.fillControls();
    this.fillFilters();
    this.listen();
    this.start();
    this.view.onChange(() => this.draw());
    this.view.changed();
  }

  draw() {
    this.diagram.draw();
    this.overview.draw();
    this.drawMoment();
    this.charts.draw();
    this.keepLink();
    byId("notice").textContent = this.notice();
    document.documentElement.dataset.ready = "yes";
  }

  /** What does not change while the diagram moves. */
  drawMoment() {
    const { view } = this;
    const moment = `${view.place} ${view.agent}`;
    if (moment !== this.moment) this.panels.draw();
    this.moment = moment;
    const shown = `${this.diagram.isDense} ${[...view.hidden].join()} ${theme().back}`;
    if (shown !== this.shown) this.drawLegend();
    this.shown = shown;
  }

  notice() {
    const { meta } = this;
    const said = [];
    if (meta.recordsEnd !== null) {
      said.push(`The run is longer than a page can hold: what happened is kept up to ${timeText(meta.recordsEnd, 1e3)}. A page of a part of it (--from, --until) shows that part.`);
    }
    if (this.diagram.isDense) said.push("Too many messages to draw each: the bands show how much happens. Zoom in for the messages.");
    return said.join(" ");
  }

  // MARK: Words

  fillHead() {
    const { meta } = this;
    document.title = meta.about || meta.file;
    byId("title").textContent = meta.about || meta.file;
    const facts = [meta.file, meta.label, meta.protocol, `${meta.agents.length} agents`, `seed ${meta.seed}`,
      `${meta.eventCount} events`, `ended at ${timeText(meta.end, 1e6)}`];
    byId("facts").textContent = facts.filter((fact) => fact).join(", ");
    byId("verdict").className = meta.passed ? "" : "bad";
    byId("verdict").replaceChildren(...meta.verdict.map((line) => element("p", {}, line)));
    byId("page").textContent = meta.page.join("\n");
    byId("replay").textContent = meta.replay;
    byId("print").textContent = `fingerprint ${meta.fingerprint}`;
  }

  drawLegend() {
    const { view, run, meta } = this;
    const colours = theme();
    const parts = [];
    const swatch = (colour, text, style = "") => element("span", {}, element("i", { style: `background:${colour};${style}` }), text);
    for (const state of meta.states) {
      const isSeen = meta.spans.some((spans) => spans.some((span) => meta.states[span[2]] === state));
      if (!isSeen) continue;
      if (state.bearing === "notable") parts.push(swatch(`linear-gradient(90deg, ${hue(1)} 33%, ${hue(2)} 33% 66%, ${hue(3)} 66%)`, `${state.name}${state.number ? `, coloured by ${state.number}` : ""}`));
      else if (state.bearing === "attempting") parts.push(swatch("transparent", state.name, `border-top:1.5px solid ${colours.ink};border-bottom:1.5px solid ${colours.ink}`));
      else parts.push(swatch(state.bearing === "down" ? colours.bad : colours.rest, state.name, "height:4px"));
    }
    if (!this.diagram.isDense) {
      run.messageKinds.slice(0, 14).forEach((kind, i) => {
        if (!view.hidden.has(i)) parts.push(swatch(hue(i), `${kind} →`, "height:2px"));
      });
    }
    parts.push(swatch(colours.bad, "lost ✕", "height:2px"), swatch(colours.shade, "fault"), element("span", {}, "■ durable  ▾ timer  ● note"));
    byId("legend").replaceChildren(...parts);
  }

  // MARK: Controls

  fillControls() {
    byId("speed").append(...SPEEDS.map(([value, name]) => element("option", { value }, `${name}/s`)));
    byId("speed").value = "0.1";
    const jumps = [["story", "the story"]];
    if (this.meta.violation) jumps.push(["violation", "the violation"]);
    if (this.meta.faults.length) jumps.push(["fault", "faults"]);
    for (const kind of this.run.notes.keys()) jumps.push([`note ${kind}`, `note: ${kind}`]);
    jumps.push(["life", "starts and crashes"], ["loss", "lost messages"]);
    byId("jump").append(...jumps.map(([value, name]) => element("option", { value }, name)));
  }

  fillFilters() {
    const { view, run } = this;
    const box = (text, isShown, change) => element("label", {},
      element("input", { type: "checkbox", checked: isShown, onchange: (event) => { change(event.target.checked); view.changed(); } }), ` ${text}`);
    const toggle = (set, key) => (isShown) => { if (isShown) set.delete(key); else set.add(key); };
    const boxes = run.messageKinds.map((kind, i) => box(kind, true, toggle(view.hidden, i)));
    if (run.clientCount) boxes.push(box("clients", true, toggle(view.hiddenAgents, "clients")));
    run.meta.agents.slice(0, 200).forEach((_, i) => boxes.push(box(agentName(run.meta, i), true, toggle(view.hiddenAgents, i))));
    document.querySelector("#filters .filters").append(...boxes);
  }

  listen() {
    const { view } = this;
    const on = (id, action) => byId(id).addEventListener("click", action);
    on("first", () => view.go(0));
    on("last", () => view.go(Infinity));
    on("back", () => view.go(view.place - 1));
    on("forward", () => view.go(view.place + 1));
    on("play", () => this.play());
    on("zoomin", () => view.zoom(0.5));
    on("zoomout", () => view.zoom(2));
    on("whole", () => view.show(view.low, view.high));
    on("jumpon", () => this.jump(1));
    on("jumpback", () => this.jump(-1));
    on("help", () => this.help());
    byId("search").addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.find(event.target.value, event.shiftKey ? -1 : 1);
    });
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("scroll", () => this.charts.draw(), { passive: true });
    window.addEventListener("hashchange", () => { if (location.hash !== this.ownLink) this.readLink(); });
    new ResizeObserver(() => view.changed()).observe(byId("diagram"));
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.changed());
  }

  keys() {
    const { view } = this;
    const pan = (part) => {
      const span = view.until - view.from;
      view.show(view.from + part * span, view.until + part * span);
    };
    const agent = (step) => {
      view.agent = Math.max(0, Math.min(this.meta.agents.length - 1, view.agent + step));
      view.changed();
    };
    const scroll = (step) => {
      view.top = Math.max(0, view.top + step);
      view.changed();
    };
    return {
      ArrowRight: ["next event", () => view.go(view.place + 1)],
      ArrowLeft: ["previous event", () => view.go(view.place - 1)],
      ArrowDown: ["next agent", () => agent(1)],
      ArrowUp: ["previous agent", () => agent(-1)],
      PageDown: ["agents further down", () => scroll(5)],
      PageUp: ["agents further up", () => scroll(-5)],
      Home: ["first event", () => view.go(0)],
      End: ["last event", () => view.go(Infinity)],
      " ": ["play or pause", () => this.play()],
      j: ["jump on, to what the list beside says", () => this.jump(1)],
      J: ["jump back", () => this.jump(-1)],
      n: ["next event of the chosen agent", () => this.nextOf(view.agent, 1)],
      N: ["previous event of the chosen agent", () => this.nextOf(view.agent, -1)],
      "+": ["zoom in", () => view.zoom(0.5)],
      "-": ["zoom out", () => view.zoom(2)],
      0: ["the whole run", () => view.show(view.low, view.high)],
      a: ["earlier part", () => pan(-0.5)],
      d: ["later part", () => pan(0.5)],
      c: ["light up what led to the event, or not", () => { view.showsCauses = !view.showsCauses; view.changed(); }],
      "/": ["find", () => byId("search").focus()],
      "?": ["these keys", () => this.help()],
    };
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    const tag = event.target.tagName;
    if (["INPUT", "SELECT", "TEXTAREA"].includes(tag) && event.target.type !== "checkbox") {
      if (event.key === "Escape") byId("diagram").focus();
      return;
    }
    if (event.target.id === "overview" && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      event.preventDefault();
      this.keys()[event.key === "ArrowLeft" ? "a" : "d"][1]();
      return;
    }
    if (event.key === " " && ["BUTTON", "SUMMARY"].includes(tag) || event.key === " " && tag === "INPUT") return;
    const found = this.keys()[event.key === "=" ? "+" : event.key];
    if (!found) return;
    event.preventDefault();
    found[1]();
  }

  help() {
    const names = { " ": "space", ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", J: "shift J", N: "shift N" };
    byId("keys").querySelector("table").replaceChildren(...Object.entries(this.keys()).map(([key, [words]]) =>
      element("tr", {}, element("td", {}, element("kbd", {}, names[key] ?? key)), element("td", {}, words))));
    byId("keys").showModal();
  }

  // MARK: Moving

  play() {
    this.isPlaying = !this.isPlaying;
    byId("play").textContent = this.isPlaying ? "❚❚ pause" : "▶ play";
    byId("play").setAttribute("aria-pressed", String(this.isPlaying));
    if (!this.isPlaying) return;
    const { view } = this;
    let last = performance.now();
    let time = view.time;
    const frame = (now) => {
      if (!this.isPlaying) return;
      time += (now - last) * 1e6 * Number(byId("speed").value);
      last = now;
      const place = this.run.archive.placeAt(time);
      if (place > view.place) view.go(place);
      if (view.place >= this.run.archive.number.length - 1) this.play();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** The places to jump to, in order. */
  stops(what) {
    const { run, meta } = this;
    const archive = run.archive;
    const ofRecords = (records) => Array.from(records, (record) => archive.event[record]);
    const ofTimes = (times) => times.map((time) => archive.placeAt(time)).filter((place) => place >= 0);
    let stops;
    if (what === "story") stops = ofTimes(meta.story.map((event) => event.time));
    else if (what === "violation") stops = ofTimes([meta.violation.time]);
    else if (what === "fault") stops = ofTimes(meta.faults.flatMap((fault) => [fault.began, fault.ended]).filter((time) => time !== null));
    else if (what === "life") stops = ofRecords(run.marks.life);
    else if (what === "loss") stops = ofRecords(Array.from(run.lostArrows, (i) => (run.arrows.end[i] >= 0 ? run.arrows.end[i] : run.arrows.sent[i])));
    else stops = ofRecords(run.notes.get(what.slice(5)) ?? []);
    return [...new Set(stops)].sort((one, other) => one - other);
  }

  jump(direction) {
    const { view } = this;
    const stops = this.stops(byId("jump").value);
    const place = direction > 0 ? stops.find((stop) => stop > view.place) : stops.filter((stop) => stop < view.place).pop();
    byId("found").textContent = place === undefined ? "no more" : "";
    if (place !== undefined) view.go(place);
  }

  nextOf(agent, step) {
    const archive = this.run.archive;
    for (let place = this.view.place + step; place >= 0 && place < archive.number.length; place += step) {
      for (let i = archive.first[place]; i < archive.first[place + 1]; i++) {
        if (archive.agent[i] === agent) {
          this.view.go(place);
          return;
        }
      }
    }
  }

  /** Goes to a time, an event, a message, or the next event whose records hold the words. */
  find(text, direction) {
    const { view, run } = this;
    const archive = run.archive;
    const words = text.trim().toLowerCase();
    const say = (said) => { byId("found").textContent = said; };
    say("");
    if (!words) return;
    const time = /^([\d.]+)\s*(s|ms|us|µs|ns|min)$/.exec(words);
    if (time) {
      const unit = { s: 1e9, ms: 1e6, us: 1e3, "µs": 1e3, ns: 1, min: 6e10 }[time[2]];
      view.go(archive.placeAt(Number(time[1]) * unit));
      return;
    }
    const event = /^event\s+(\d+)$/.exec(words);
    if (event) {
      view.go(archive.placeOf(Number(event[1])));
      return;
    }
    const message = /^#(\d+)$/.exec(words);
    if (message) {
      const arrow = run.arrowOfMessage[Number(message[1])] ?? -1;
      if (arrow < 0) say("no such message");
      else view.go(archive.event[run.arrows.sent[arrow]]);
      return;
    }
    const limit = 400000;
    for (let place = view.place + direction, looked = 0; place >= 0 && place < archive.number.length && looked < limit; place += direction, looked++) {
      for (let i = archive.first[place]; i < archive.first[place + 1]; i++) {
        if (recordText(run, i).toLowerCase().includes(words)) {
          view.go(place);
          return;
        }
      }
    }
    say("not found from here on");
  }

  // MARK: Links

  /** Where the page opens: at its link, at the violation with what led to it, or at the start of the story. */
  start() {
    const { view, meta, run } = this;
    if (location.hash.length > 1) {
      this.readLink();
      return;
    }
    if (meta.violation) {
      view.showsCauses = true;
      const time = meta.violation.time;
      const span = Math.min(view.high - view.low, 2e9);
      view.show(time - span * 0.8, time + span * 0.2);
      view.go(run.archive.placeAt(time));
      return;
    }
    view.go(0);
  }

  keepLink() {
    const { view } = this;
    const link = `#seed=${this.meta.seed}&event=${view.number}&time=${view.time}&agent=${view.agent + 1}&from=${Math.round(view.from)}&until=${Math.round(view.until)}${view.showsCauses ? "&causes" : ""}`;
    if (link === this.ownLink) return;
    this.ownLink = link;
    clearTimeout(this.linkTimer);
    this.linkTimer = setTimeout(() => history.replaceState(null, "", link), 150);
  }

  readLink() {
    const { view, run } = this;
    const said = new URLSearchParams(location.hash.slice(1));
    const number = (name, otherwise) => (said.has(name) && Number.isFinite(Number(said.get(name))) ? Number(said.get(name)) : otherwise);
    if (said.has("seed") && said.get("seed") !== this.meta.seed) {
      byId("found").textContent = `the link is of seed ${said.get("seed")}, this page of seed ${this.meta.seed}`;
    }
    view.showsCauses = said.has("causes");
    view.agent = Math.max(0, Math.min(this.meta.agents.length - 1, number("agent", 1) - 1));
    view.show(number("from", view.low), number("until", view.high));
    view.go(said.has("event") ? run.archive.placeOf(number("event", 0)) : run.archive.placeAt(number("time", view.low)), said.has("from"));
  }
}

function begin() {
  window.page = new Page(JSON.parse(byId("run").textContent));
}

begin();
