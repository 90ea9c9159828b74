// What happens at the cursor, what an agent is, logs and agents side by side, and the story.

class Panels {
  constructor(view) {
    this.view = view;
    this.run = view.run;
    this.fillStory();
    byId("agent").append(...this.run.meta.agents.map((_, i) => element("option", { value: i }, agentName(this.run.meta, i))));
    byId("agent").addEventListener("change", (event) => {
      view.agent = Number(event.target.value);
      view.changed();
    });
  }

  draw() {
    this.drawEvent();
    this.drawState();
    this.drawLogs();
    this.drawBeside();
  }

  drawEvent() {
    const { view, run } = this;
    const archive = run.archive;
    byId("when").textContent = `${timeText(view.time, 1)}, event ${view.number}`;
    const lines = [];
    const last = archive.number.length - 1;
    for (let place = Math.max(0, view.place - 3); place <= Math.min(last, view.place + 3); place++) {
      if (place !== view.place) {
        const first = archive.first[place];
        const count = archive.first[place + 1] - first;
        const text = count ? recordText(run, first) : "nothing that is recorded";
        lines.push(element("p", { class: "event", onclick: () => view.go(place) },
          `${timeText(archive.time[place], 1e3)}  ${text}${count > 1 ? ` and ${count - 1} more` : ""}`));
        continue;
      }
      for (let i = archive.first[place]; i < archive.first[place + 1]; i++) lines.push(this.line(i));
    }
    byId("happens").replaceChildren(...lines);
  }

  /** A record of the event at the cursor, with ways to its cause and to its other end. */
  line(record) {
    const { run, view } = this;
    const archive = run.archive;
    const words = element("b", {}, recordText(run, record));
    const line = element("p", { class: "now" }, words);
    const cause = archive.cause[record];
    const place = cause >= 0 ? archive.placeOf(cause) : -1;
    if (place >= 0 && archive.number[place] === cause && place !== view.place) {
      line.append(element("button", { onclick: () => view.go(place) }, `cause: event ${cause}`));
    }
    const arrow = archive.message[record] ? run.arrowOfMessage[archive.message[record]] : -1;
    if (arrow >= 0 && run.arrows.sent[arrow] === record && run.arrows.end[arrow] >= 0) {
      const end = archive.event[run.arrows.end[arrow]];
      line.append(element("button", { onclick: () => view.go(end) }, run.arrows.fate[arrow] === LOST ? "its loss" : "its arrival"));
    }
    return line;
  }

  drawState() {
    const { run, view } = this;
    byId("agent").value = view.agent;
    const table = byId("state");
    if (run.meta.statesEnd !== null && view.time > run.meta.statesEnd) {
      table.replaceChildren(element("tr", {}, element("td", {}, `What agents are is kept up to ${timeText(run.meta.statesEnd, 1e3)} of this long run; a page of a part of it (--from, --until) has it for that part.`)));
      byId("changed").textContent = "";
      return;
    }
    const place = run.states.place(view.agent, view.number);
    const after = run.states.at(view.agent, place);
    if (!after) {
      table.replaceChildren();
      return;
    }
    const isNow = run.states.entries[view.agent].event[place] === view.number;
    const before = isNow ? run.states.at(view.agent, place - 1) : after;
    byId("changed").textContent = isNow ? (before ? "changed by this event" : "as it starts") : `unchanged since event ${run.states.entries[view.agent].event[place]}`;
    const old = new Map((before ?? []).map((field) => [field.name, field.value]));
    const rows = [element("tr", {}, element("th", {}, ""), element("th", {}, "before"), element("th", {}, "after"))];
    for (const { name, value } of after) {
      const was = old.get(name);
      const isFresh = isNow && before && !sameValue(was, value);
      rows.push(element("tr", { class: isFresh ? "fresh" : null }, element("td", { class: "name" }, name),
        element("td", {}, isFresh ? shortened(was) : ""), element("td", {}, shortened(value))));
    }
    table.replaceChildren(...rows);
  }

  /** Each agent's fields at the cursor. */
  fieldsOfAll() {
    const { run, view } = this;
    return run.meta.agents.map((_, agent) => {
      const fields = run.states.at(agent, run.states.place(agent, view.number));
      return new Map((fields ?? []).map((field) => [field.name, field.value]));
    });
  }

  get hasStates() {
    const { run, view } = this;
    return run.meta.agents.length <= 12 && (run.meta.statesEnd === null || view.time <= run.meta.statesEnd);
  }

  /** Logs as the Raft page draws them: a cell an entry, its term as colour; open ones are not known to be committed. */
  drawLogs() {
    const { run } = this;
    const all = this.hasStates ? this.fieldsOfAll() : [];
    const logs = all.map((fields) => [...fields.entries()].find(([name, value]) => name === "log" && isLog(value))?.[1]);
    byId("logsection").hidden = !logs.some((log) => log);
    if (byId("logsection").hidden) return;
    const longest = Math.max(...logs.map((log) => log?.length ?? 0));
    const first = Math.max(0, longest - 24);
    byId("logs").replaceChildren(...logs.map((log, agent) => {
      const commit = Number(all[agent].get("commitIndex") ?? 0);
      const row = element("div", { class: "log" }, element("b", {}, `n${agent + 1}`));
      if (first > 0) row.append(element("span", { class: "faint" }, `… from ${first + 1}`));
      (log ?? []).slice(first).forEach((entry, i) => {
        const index = first + i + 1;
        const term = Number(entry.get("term"));
        row.append(element("span", {
          class: index > commit ? "cell open" : "cell", style: `background:${hue(term)}66; color: inherit`,
          title: `${index}: ${valueText(entry)}${index > commit ? ", not known to be committed" : ", committed"}`,
        }, `${index}·t${term}`));
      });
      row.append(element("span", { class: "faint" }, ` commit ${commit}`));
      return row;
    }));
  }

  /** What is short enough to be compared: votes, indexes, clocks, arrivals. */
  drawBeside() {
    const { run } = this;
    byId("besidesection").hidden = !this.hasStates;
    if (!this.hasStates) return;
    const all = this.fieldsOfAll();
    const names = [...new Set(all.flatMap((fields) => [...fields.keys()]))].filter((name) => name !== "timers");
    const rows = [element("tr", {}, element("th", {}, ""), ...run.meta.agents.map((_, i) => element("th", {}, agentName(run.meta, i))))];
    for (const name of names) {
      const texts = all.map((fields) => (fields.has(name) ? valueText(fields.get(name)) : ""));
      if (texts.some((text) => text.length > 90) || texts.every((text) => text === "" || text === "[]")) continue;
      rows.push(element("tr", {}, element("td", { class: "name" }, name), ...texts.map((text) => element("td", {}, text))));
    }
    byId("beside").replaceChildren(...rows);
  }

  fillStory() {
    const { view, run } = this;
    const isKept = (event) => event.time >= view.low && event.time <= view.high;
    byId("story").replaceChildren(...run.meta.story.filter(isKept).map((event) => element("li", {},
      element("button", { class: event.isBad ? "bad" : null, onclick: () => view.go(run.archive.placeAt(event.time)) },
        element("time", {}, timeText(event.time, 1e6)), element("span", {}, event.text)))));
    const others = run.meta.story.length - run.meta.story.filter(isKept).length;
    if (others) byId("story").append(element("li", { class: "faint" }, `and ${others} outside of the part that this page holds`));
  }
}

function isLog(value) {
  return Array.isArray(value) && value.every((entry) => entry instanceof Composite && entry.names.includes("term"));
}

function shortened(value) {
  if (value === undefined) return "";
  const text = valueText(value);
  return text.length > 600 ? `${text.slice(0, 280)} … ${text.slice(-280)}` : text;
}
