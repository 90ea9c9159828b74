// Agents and clients as lanes over a true axis of time; messages as slanted arrows.

class Diagram {
  constructor(canvas, hover, view) {
    this.canvas = canvas;
    this.hover = hover;
    this.view = view;
    this.run = view.run;
    this.pointer = null;
    this.drag = null;
    this.targets = [];
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.release(event));
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  // MARK: Places

  layout() {
    const { width, height } = this;
    this.left = width < 560 ? 52 : 96;
    this.top = 36;
    this.right = width - 8;
    const lanes = this.view.lanes();
    const clients = lanes.filter((lane) => lane < this.run.clientCount).length;
    const room = height - this.top - 10;
    const unit = Math.max(16, Math.min(64, room / Math.max(1, lanes.length - clients * 0.5)));
    const shown = Math.max(1, Math.floor(room / unit));
    const most = Math.max(0, lanes.length - shown);
    this.view.top = lanes.length * unit - clients * unit * 0.5 <= room + 1 ? 0 : Math.max(0, Math.min(this.view.top, most));
    this.middle = new Map();
    let y = this.top;
    for (const lane of lanes.slice(this.view.top)) {
      const size = lane < this.run.clientCount ? unit * 0.5 : unit;
      if (y + size > height + 1) break;
      this.middle.set(lane, y + size / 2);
      y += size;
    }
    this.bottom = y;
    this.unit = unit;
    this.hiddenBelow = lanes.length - this.view.top - this.middle.size;
  }

  x(time) {
    const { from, until } = this.view;
    return this.left + ((time - from) / (until - from)) * (this.right - this.left);
  }

  timeAt(x) {
    const { from, until } = this.view;
    return from + ((x - this.left) / (this.right - this.left)) * (until - from);
  }

  // MARK: Drawing

  draw() {
    const canvas = prepare(this.canvas);
    this.width = canvas.width;
    this.height = canvas.height;
    this.pen = canvas.pen;
    this.theme = theme();
    this.targets = [];
    this.layout();
    this.drawAxis();
    this.clip(() => this.drawFaults());
    this.drawLanes();
    this.clip(() => {
      this.isDense = this.run.arrowCount(this.view.from, this.view.until) > 2500;
      if (this.isDense) this.drawDensity();
      this.drawSpans();
      this.drawOperations();
      this.drawMessages();
      this.drawMarks();
      this.drawCursor();
    });
    if (this.pointer) this.point();
  }

  clip(body) {
    const { pen } = this;
    pen.save();
    pen.beginPath();
    pen.rect(this.left, 0, this.right - this.left, this.height);
    pen.clip();
    body();
    pen.restore();
  }

  drawAxis() {
    const { pen, theme, view } = this;
    const { step, times } = ticks(view.from, view.until, (this.right - this.left) / 110);
    pen.textAlign = "center";
    for (const time of times) {
      const x = this.x(time);
      pen.strokeStyle = theme.line;
      pen.beginPath();
      pen.moveTo(x, 18);
      pen.lineTo(x, this.bottom);
      pen.stroke();
      pen.fillStyle = theme.faint;
      if (x > this.left + 24 && x < this.right - 24) pen.fillText(timeText(time, step), x, 13);
    }
    pen.textAlign = "left";
  }

  drawFaults() {
    const { pen, theme, run } = this;
    let row = 0;
    for (const fault of run.meta.faults) {
      if (fault.began === null) continue;
      const end = fault.ended ?? run.meta.end;
      if (end < this.view.from || fault.began > this.view.until) continue;
      const x = this.x(fault.began);
      const wide = Math.max(2, this.x(end) - x);
      pen.fillStyle = theme.shade;
      const lanes = fault.agents.map((agent) => this.middle.get(run.laneOfAgent(agent))).filter((y) => y !== undefined);
      if (lanes.length && lanes.length < run.meta.agents.length) {
        for (const y of lanes) pen.fillRect(x, y - this.unit / 2, wide, this.unit);
      } else {
        pen.fillRect(x, this.top, wide, this.bottom - this.top);
      }
      const shown = Math.max(this.left, x);
      const y = 22 + (row++ % 2) * 0;
      pen.fillStyle = theme.bad;
      pen.fillRect(x, 18, wide, 3);
      if (wide > 30) this.label(fault.name, shown + 3, y + 10, Math.min(wide, this.right - shown) - 6, theme.bad);
      this.targets.push({
        box: [x, 16, Math.max(6, wide), 18], time: fault.began,
        text: `${fault.name} (${fault.kind}): ${fault.targets}, ${timeText(fault.began, 1e6)} to ${fault.ended === null ? "the end" : timeText(end, 1e6)}, ${fault.effects} effects`,
      });
    }
  }

  label(text, x, y, room, colour) {
    const { pen } = this;
    if (room < 12) return;
    let shown = text;
    while (shown.length > 1 && pen.measureText(shown).width > room) shown = `${shown.slice(0, -2)}…`;
    pen.fillStyle = colour;
    pen.fillText(shown, x, y);
  }

  drawLanes() {
    const { pen, theme, run } = this;
    for (const [lane, y] of this.middle) {
      const isChosen = lane === run.laneOfAgent(this.view.agent);
      if (isChosen) {
        pen.fillStyle = theme.line;
        pen.fillRect(0, y - this.unit / 2 + 1, this.left - 4, this.unit - 2);
      }
      pen.font = `${isChosen ? "600 " : ""}${lane < run.clientCount ? 11 : 13}px system-ui, sans-serif`;
      this.label(run.laneName(lane), 6, y + 4, this.left - 12, lane < run.clientCount ? theme.faint : theme.ink);
      pen.strokeStyle = theme.line;
      pen.beginPath();
      pen.moveTo(this.left, y);
      pen.lineTo(this.right, y);
      pen.stroke();
    }
    pen.font = "12px system-ui, sans-serif";
    if (this.hiddenBelow > 0) {
      this.label(`${this.hiddenBelow} more below: page up and down`, 6, this.height - 4, 300, theme.faint);
    }
  }

  /** What agents were: a thin band at rest, a hatched one for attempts, a full one with its number for what a run is about. */
  drawSpans() {
    const { pen, theme, run, view } = this;
    run.meta.spans.forEach((spans, agent) => {
      const y = this.middle.get(run.laneOfAgent(agent));
      if (y === undefined) return;
      let place = Math.max(0, lastNotAboveSpan(spans, view.from));
      let painted = -1;
      for (; place < spans.length && spans[place][0] <= view.until; place++) {
        const [start, end, number, count] = spans[place];
        const x = Math.max(this.left - 2, this.x(start));
        const stop = Math.min(this.right + 2, this.x(end));
        // Of many in one column of the screen one is enough.
        if (stop - x < 0.5 && Math.floor(stop) === painted) continue;
        painted = Math.floor(stop);
        this.drawSpan(run.meta.states[number], count, x, Math.max(0.7, stop - x), y, theme, pen);
      }
    });
  }

  drawSpan(state, number, x, wide, y, theme, pen) {
    const high = Math.max(5, Math.min(12, this.unit / 3));
    if (state.bearing === "rest" || state.bearing === "waiting") {
      pen.fillStyle = theme.rest;
      const thin = state.bearing === "rest" ? 3 : 5;
      pen.fillRect(x, y - thin / 2, wide, thin);
    } else if (state.bearing === "attempting") {
      pen.fillStyle = theme.panel;
      pen.fillRect(x, y - high / 2, wide, high);
      pen.fillStyle = theme.ink;
      pen.fillRect(x, y - high / 2, wide, 1.5);
      pen.fillRect(x, y + high / 2 - 1.5, wide, 1.5);
    } else if (state.bearing === "notable") {
      pen.fillStyle = hue(number);
      pen.fillRect(x, y - high / 2, wide, high);
      if (wide > 18 && number > 0) this.label(String(number), x + 3, y + 4, wide - 4, number % 7 === 0 || number % 7 === 5 ? "#fff" : "#111");
    } else if (state.bearing === "paused") {
      pen.fillStyle = theme.faint;
      for (let at = x; at < x + wide; at += 6) pen.fillRect(at, y - 4, Math.min(2, wide), 8);
    } else {
      pen.fillStyle = theme.panel;
      pen.fillRect(x, y - 2, wide, 4);
      pen.fillStyle = theme.bad;
      pen.fillRect(x, y - 0.75, wide, 1.5);
    }
  }

  drawOperations() {
    const { pen, run, view, theme } = this;
    if (!run.clientCount) return;
    const calls = (this.calls ??= Float64Array.from(run.operations.map((operation) => operation.call)));
    const longest = (this.longest ??= run.operations.reduce(
      (most, operation) => Math.max(most, (operation.end ?? run.meta.end) - operation.call), 0));
    const high = lastNotAbove(calls, view.until);
    const low = Math.max(0, lastNotAbove(calls, view.from - longest));
    if (high - low > 4000) return;
    for (let i = low; i <= high; i++) {
      const operation = run.operations[i];
      const y = this.middle.get(operation.client);
      if (y === undefined) continue;
      const x = this.x(operation.call);
      const wide = Math.max(1, this.x(operation.end ?? run.meta.end) - x);
      pen.fillStyle = operation.end === null ? theme.bad : theme.accent;
      pen.globalAlpha = 0.55;
      pen.fillRect(x, y - 3, wide, 6);
      pen.globalAlpha = 1;
      if (wide > 3) this.targets.push({ box: [x, y - 5, wide, 10], operation });
    }
  }

  drawMessages() {
    const { run, view } = this;
    const lit = view.lit();
    if (!this.isDense) {
      run.arrowsIn(view.from, view.until, 6000, (i) => this.drawArrow(i, lit));
    } else if (lit) {
      for (const i of lit.arrows) this.drawArrow(i, lit);
    }
  }

  /** How much happens in each lane, by column: what a part of a run with too many messages to draw looks like. */
  drawDensity() {
    const { pen, run, view, theme } = this;
    const column = 2;
    const step = (column / (this.right - this.left)) * (view.until - view.from);
    pen.fillStyle = theme.accent;
    for (const [lane, y] of this.middle) {
      const times = run.laneTimes[lane];
      let low = lastNotAbove(times, view.from);
      for (let x = this.left, time = view.from + step; x < this.right; x += column, time += step) {
        const high = lastNotAbove(times, time, low + 1);
        if (high > low) {
          const size = Math.min(this.unit * 0.42, 1.5 + 3 * Math.log2(1 + high - low));
          pen.globalAlpha = 0.28;
          pen.fillRect(x, y - size, column, size * 2);
        }
        low = high;
      }
    }
    pen.globalAlpha = 1;
    this.drawLosses();
  }

  drawLosses() {
    const { pen, run, view, theme } = this;
    const starts = (this.lossTimes ??= Float64Array.from(run.lostArrows, (i) => run.arrows.start[i]));
    pen.fillStyle = theme.bad;
    const step = (2 / (this.right - this.left)) * (view.until - view.from);
    let place = lastNotAbove(starts, view.from) + 1;
    while (place < starts.length && starts[place] <= view.until) {
      const y = this.middle.get(run.arrows.from[run.lostArrows[place]]);
      if (y !== undefined) pen.fillRect(this.x(starts[place]), y + this.unit * 0.3, 2, 3);
      place = Math.max(place + 1, lastNotAbove(starts, starts[place] + step / 4, place));
    }
  }

  drawArrow(i, lit) {
    const { pen, run, theme, view } = this;
    const arrows = run.arrows;
    if (view.hidden.has(arrows.kind[i])) return;
    const from = this.middle.get(arrows.from[i]);
    const to = this.middle.get(arrows.to[i]);
    if (from === undefined || to === undefined) return;
    const isLost = arrows.fate[i] === LOST;
    const x0 = this.x(arrows.start[i]);
    let x1 = this.x(arrows.stop[i]);
    let y1 = to;
    if (isLost && arrows.stop[i] === arrows.start[i]) {
      x1 = x0 + 14;
      y1 = from + (to - from) * 0.4;
    }
    const isLit = lit?.arrows.has(i);
    pen.globalAlpha = lit && !isLit ? 0.18 : 1;
    pen.strokeStyle = isLost ? theme.bad : hue(arrows.kind[i]);
    pen.lineWidth = isLit ? 3 : 1.3;
    pen.setLineDash(isLost ? [4, 3] : arrows.fate[i] === ON_ITS_WAY ? [2, 4] : []);
    pen.beginPath();
    pen.moveTo(x0, from);
    pen.lineTo(x1, y1);
    pen.stroke();
    pen.setLineDash([]);
    if (isLost) this.cross(x1, y1, theme.bad);
    else if (arrows.fate[i] === ARRIVED) this.head(x0, from, x1, y1, pen.strokeStyle);
    const again = arrows.again.get(i);
    if (again !== undefined) this.drawAgain(i, again, from, to);
    pen.lineWidth = 1;
    pen.globalAlpha = 1;
    this.targets.push({ line: [x0, from, x1, y1], arrow: i });
  }

  /** The second copy of a message that the network doubled. */
  drawAgain(i, record, from, to) {
    const { pen, run } = this;
    const x1 = this.x(run.archive.time[run.archive.event[record]]);
    pen.setLineDash([1, 3]);
    pen.beginPath();
    pen.moveTo(this.x(run.arrows.start[i]), from);
    pen.lineTo(x1, to);
    pen.stroke();
    pen.setLineDash([]);
    this.head(this.x(run.arrows.start[i]), from, x1, to, pen.strokeStyle);
  }

  cross(x, y, colour) {
    const { pen } = this;
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x - 3.5, y - 3.5);
    pen.lineTo(x + 3.5, y + 3.5);
    pen.moveTo(x - 3.5, y + 3.5);
    pen.lineTo(x + 3.5, y - 3.5);
    pen.stroke();
  }

  head(x0, y0, x1, y1, colour) {
    const { pen } = this;
    const angle = Math.atan2(y1 - y0, x1 - x0);
    pen.fillStyle = colour;
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x1 - 8 * Math.cos(angle - 0.35), y1 - 8 * Math.sin(angle - 0.35));
    pen.lineTo(x1 - 8 * Math.cos(angle + 0.35), y1 - 8 * Math.sin(angle + 0.35));
    pen.fill();
  }

  /** Crashes and starts always; durable writes, timers and notes where there is room for them. */
  drawMarks() {
    const { pen, run, theme } = this;
    this.eachMark(run.marks.life, 400, (record, x, y) => {
      const kind = run.archive.fieldsAt(run.archive.content[record]).kind ?? "";
      if (kind.includes("crashed")) this.cross(x, y, theme.bad);
      else this.dot(x, y, theme.good, 3.5);
    });
    this.eachMark(run.marks["disk harmed"], 400, (_, x, y) => this.cross(x, y + 8, theme.bad));
    if (this.isDense) return;
    this.eachMark(run.marks.durable, 1500, (_, x, y) => {
      pen.fillStyle = theme.ink;
      pen.fillRect(x - 2.5, y - 2.5, 5, 5);
    });
    this.eachMark(run.marks.expired, 1500, (_, x, y) => {
      pen.fillStyle = theme.faint;
      pen.beginPath();
      pen.moveTo(x - 3.5, y - 5);
      pen.lineTo(x + 3.5, y - 5);
      pen.lineTo(x, y + 1);
      pen.fill();
    });
    for (const records of run.notes.values()) {
      this.eachMark(records, 800, (_, x, y) => this.dot(x, y - this.unit * 0.28, theme.accent, 3));
    }
  }

  eachMark(records, most, draw) {
    const { run, view } = this;
    const archive = run.archive;
    const timeOf = (place) => archive.time[archive.event[records[place]]];
    let low = 0;
    let high = records.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timeOf(middle) < view.from) low = middle + 1;
      else high = middle;
    }
    for (let place = low, count = 0; place < records.length && count < most; place++) {
      const record = records[place];
      const time = timeOf(place);
      if (time > view.until) return;
      const y = this.middle.get(run.laneOfAgent(archive.agent[record]));
      if (archive.agent[record] < 0 || y === undefined) continue;
      count++;
      const x = this.x(time);
      draw(record, x, y);
      this.targets.push({ box: [x - 4, y - 12, 8, 18], record });
    }
  }

  dot(x, y, colour, size) {
    const { pen } = this;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, size, 0, 7);
    pen.fill();
  }

  drawCursor() {
    const { pen, run, view, theme } = this;
    const x = this.x(view.time);
    pen.strokeStyle = theme.ink;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.moveTo(x, 16);
    pen.lineTo(x, this.bottom);
    pen.stroke();
    pen.lineWidth = 1;
    const archive = run.archive;
    for (let i = archive.first[view.place]; i < archive.first[view.place + 1]; i++) {
      const y = this.middle.get(run.laneOfAgent(archive.agent[i]));
      if (archive.agent[i] >= 0 && y !== undefined) {
        this.dot(x, y, theme.ink, 4.5);
        break;
      }
    }
    const violation = run.meta.violation;
    if (!violation) return;
    pen.strokeStyle = theme.bad;
    pen.setLineDash([6, 3]);
    pen.beginPath();
    pen.moveTo(this.x(violation.time), 16);
    pen.lineTo(this.x(violation.time), this.bottom);
    pen.stroke();
    pen.setLineDash([]);
  }

  // MARK: The pointer

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.drag = { x: event.offsetX, from: this.view.from, moved: false };
  }

  move(event) {
    this.pointer = { x: event.offsetX, y: event.offsetY };
    if (this.drag) {
      const shift = event.offsetX - this.drag.x;
      if (Math.abs(shift) > 4) this.drag.moved = true;
      if (this.drag.moved) {
        const span = this.view.until - this.view.from;
        const from = this.drag.from - (shift / (this.right - this.left)) * span;
        this.view.show(from, from + span);
        this.hover.hidden = true;
      }
      return;
    }
    this.point();
  }

  release(event) {
    const wasDrag = this.drag?.moved;
    this.drag = null;
    if (wasDrag) return;
    const lane = this.laneAt(event.offsetY);
    if (lane !== undefined && lane >= this.run.clientCount) this.view.agent = lane - this.run.clientCount;
    const target = this.targetAt(event.offsetX, event.offsetY);
    const archive = this.run.archive;
    if (target?.arrow !== undefined) {
      const { sent, end } = this.run.arrows;
      const isNearEnd = end[target.arrow] >= 0 && event.offsetX > (target.line[0] + target.line[2]) / 2;
      this.view.go(archive.event[isNearEnd ? end[target.arrow] : sent[target.arrow]]);
    } else if (target?.record !== undefined) {
      this.view.go(archive.event[target.record]);
    } else if (target?.operation) {
      this.view.go(archive.event[target.operation.record]);
    } else if (event.offsetX > this.left) {
      this.view.go(archive.placeAt(target?.time ?? this.timeAt(event.offsetX)));
    } else {
      this.view.changed();
    }
  }

  leave() {
    this.pointer = null;
    this.hover.hidden = true;
  }

  wheel(event) {
    if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaX) < Math.abs(event.deltaY) && document.activeElement !== this.canvas) return;
    event.preventDefault();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const span = this.view.until - this.view.from;
      const shift = ((event.deltaX || event.deltaY) / 600) * span;
      this.view.show(this.view.from + shift, this.view.until + shift);
    } else {
      this.view.zoom(1.0015 ** event.deltaY, this.timeAt(event.offsetX));
    }
  }

  laneAt(y) {
    for (const [lane, middle] of this.middle) if (Math.abs(y - middle) <= this.unit / 2) return lane;
    return undefined;
  }

  targetAt(x, y) {
    let best = null;
    let nearest = 7;
    for (const target of this.targets) {
      const distance = target.box ? distanceToBox(x, y, target.box) : distanceToLine(x, y, target.line);
      if (distance < nearest) {
        nearest = distance;
        best = target;
      }
    }
    return best;
  }

  point() {
    const target = this.targetAt(this.pointer.x, this.pointer.y);
    if (!target) {
      this.hover.hidden = true;
      return;
    }
    this.hover.textContent = this.describe(target);
    this.hover.hidden = false;
    const room = this.canvas.clientWidth - this.hover.offsetWidth;
    this.hover.style.left = `${Math.max(0, Math.min(this.pointer.x + 14, room))}px`;
    this.hover.style.top = `${this.pointer.y + 18}px`;
  }

  describe(target) {
    if (target.text) return target.text;
    const run = this.run;
    if (target.record !== undefined) return recordText(run, target.record);
    if (target.operation) {
      const { operation } = target;
      const end = operation.end === null ? "never answered" : `${valueText(operation.result ?? "done")} after ${spanText(operation.end - operation.call)}`;
      return `c${operation.client + 1} ${valueText(operation.fields.get("request") ?? operation.fields)}: ${end}`;
    }
    const i = target.arrow;
    const words = recordText(run, run.arrows.sent[i]);
    const end = run.arrows.end[i] >= 0 && run.arrows.fate[i] === LOST ? recordText(run, run.arrows.end[i]) : null;
    const after = run.arrows.fate[i] === ARRIVED ? `arrived after ${spanText(run.arrows.stop[i] - run.arrows.start[i])}` : end;
    return after ? `${words}; ${after}` : words;
  }
}

function lastNotAboveSpan(spans, time) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle][0] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function distanceToBox(x, y, [left, top, wide, high]) {
  const dx = Math.max(left - x, 0, x - left - wide);
  const dy = Math.max(top - y, 0, y - top - high);
  return Math.hypot(dx, dy);
}

function distanceToLine(x, y, [x0, y0, x1, y1]) {
  const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  const part = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length));
  return Math.hypot(x - x0 - part * (x1 - x0), y - y0 - part * (y1 - y0));
}
