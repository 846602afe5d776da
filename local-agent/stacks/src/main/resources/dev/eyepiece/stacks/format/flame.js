"use strict";
const byId = id => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const ROW = 18, MIN_TEXT = 40, FONT = "11px ui-monospace, 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace";
const MAX_ROWS = 500;
const isDiff = data.scale !== undefined;

// Boxes by level in typed arrays, as they lie from left to right.
const stride = isDiff ? 7 : 4;
const size = data.levels.reduce((sum, level) => sum + level.length / stride, 0);
const levels = data.levels.length;
const levelStart = new Int32Array(levels + 1);
const start = new Float64Array(size), end = new Float64Array(size), self = new Float64Array(size);
const frame = new Int32Array(size), parent = new Int32Array(size);
const after = isDiff ? new Float64Array(size) : null, before = isDiff ? new Float64Array(size) : null;
const noise = isDiff ? new Uint8Array(size) : null;
for (let level = 0, box = 0; level < levels; level++) {
  let position = 0, up = level ? levelStart[level - 1] : -1;
  levelStart[level] = box;
  const numbers = data.levels[level];
  for (let i = 0; i < numbers.length; i += stride, box++) {
    start[box] = position += numbers[i];
    end[box] = position += numbers[i + 1];
    self[box] = numbers[i + 2];
    frame[box] = numbers[i + 3];
    if (isDiff) { after[box] = numbers[i + 4]; before[box] = numbers[i + 5]; noise[box] = numbers[i + 6]; }
    if (level) {
      while (end[up] <= start[box]) up++;
      parent[box] = up;
    } else {
      parent[box] = -1;
    }
  }
  levelStart[level + 1] = box;
}
data.levels = null;
const total = end[0] || 0;
const names = data.frames.map(f => f[0]);
const name = box => box === 0 ? "all" : names[frame[box]];
const levelOf = box => { let l = 0; while (levelStart[l + 1] <= box) l++; return l; };

// Numbers as people read them.
const digits = v => Math.abs(v) >= 100 ? v.toFixed(0) : Math.abs(v) >= 10 ? v.toFixed(1) : v.toFixed(2);
function quantity(v) {
  const a = Math.abs(v);
  if (data.unit === "nanoseconds" || data.unit === "ns") {
    return a < 1e3 ? v + " ns" : a < 1e6 ? digits(v / 1e3) + " \u00b5s" : a < 1e9 ? digits(v / 1e6) + " ms"
      : a < 6e11 ? digits(v / 1e9) + " s" : digits(v / 6e10) + " min";
  }
  if (data.unit === "bytes" || data.unit === "By") {
    const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let u = 0;
    while (Math.abs(v) >= 1024 && u < units.length - 1) { v /= 1024; u++; }
    return (u ? digits(v) : v) + " " + units[u];
  }
  return v + " " + (data.unit && data.unit !== "count" ? data.unit : data.type);
}
const percent = (part, whole) => !whole || !part ? "0 %" : (part / whole * 100).toFixed(2) + " %";

// What can be changed.
const state = { from: 0, to: total, zoomed: 0, top: 0, icicle: data.icicle, chosen: 0, hover: -1, matches: null };
const canvas = byId("canvas"), graph = byId("graph"), pen = canvas.getContext("2d");
let width = 0, height = 0, charWidth = 6.6, frameRequested = false, colors = [];

function jitter(color, text) {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) | 0;
  h = Math.imul(h, 0x9E3779B1);
  const f = 1 + 0.02 * (h / 0x7fffffff), n = parseInt(color.slice(1), 16);
  const c = s => Math.max(0, Math.min(255, Math.round(((n >> s) & 255) * f)));
  return "rgb(" + c(16) + "," + c(8) + "," + c(0) + ")";
}
function mixed(a, b, share) {
  const x = parseInt(a.slice(1), 16), y = parseInt(b.slice(1), 16);
  const c = s => Math.round(((x >> s) & 255) + (((y >> s) & 255) - ((x >> s) & 255)) * share);
  return "rgb(" + c(16) + "," + c(8) + "," + c(0) + ")";
}
let palette;
const ground = { text: "", accent: "" };
function theme(dark) {
  document.documentElement.classList.toggle("dark", dark);
  const style = getComputedStyle(document.documentElement);
  ground.text = style.getPropertyValue("--text");
  ground.accent = style.getPropertyValue("--accent");
  byId("theme").textContent = dark ? "Light" : "Dark";
  palette = data.palettes[dark ? "dark" : "light"];
  colors = data.frames.map(f => jitter(palette[f[1]], f[0]));
  draw();
}
function change(box) {
  const was = before[box] * data.scale, is = after[box], larger = Math.max(was, is);
  return larger === 0 || noise[box] ? 0 : (is - was) / larger;
}
function color(box) {
  if (isDiff) {
    const c = change(box);
    return c === 0 ? palette[8] : mixed(palette[8], palette[c > 0 ? 9 : 7], 0.25 + 0.75 * Math.min(1, Math.abs(c)));
  }
  return box === 0 ? palette[5] : colors[frame[box]];
}

function firstEndingAfter(low, high, position) {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (end[middle] <= position) low = middle + 1; else high = middle;
  }
  return low;
}
function draw() {
  if (!frameRequested) {
    frameRequested = true;
    requestAnimationFrame(() => { frameRequested = false; paint(); });
  }
}
const rowY = level => state.icicle ? level * ROW - state.top : height - (level + 1) * ROW + state.top;

function paint() {
  const ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = FONT;
  charWidth = pen.measureText("M").width;
  pen.textBaseline = "middle";
  const scale = width / (state.to - state.from || 1);
  const depth = levelOf(state.zoomed);
  for (let level = 0; level < levels; level++) {
    const y = rowY(level);
    if (y > -ROW && y < height) paintRow(level, y, scale, level < depth);
  }
  pen.globalAlpha = 1;
  if (document.activeElement === graph && visible(state.chosen)) outline(state.chosen, scale, 2, ground.accent);
  if (state.hover >= 0) outline(state.hover, scale, 1, ground.text);
}
function paintRow(level, y, scale, isCaller) {
  const stop = levelStart[level + 1];
  let box = firstEndingAfter(levelStart[level], stop, state.from);
  while (box < stop && start[box] < state.to) {
    const x = Math.max(0, (start[box] - state.from) * scale), right = Math.min(width, (end[box] - state.from) * scale);
    if (right - x >= 1) {
      const dim = state.matches && box && !state.matches[frame[box]];
      pen.globalAlpha = dim ? 0.35 : isCaller ? 0.75 : 1;
      pen.fillStyle = color(box);
      pen.fillRect(x, y, Math.max(1, right - x - (right - x > 2 ? 0.5 : 0)), ROW - 1);
      if (right - x >= MIN_TEXT) label(box, x, y, right - x, dim);
      box++;
      continue;
    }
    // Many boxes on one pixel: one bar for them, and on to the next pixel by search.
    const pixel = Math.floor(x) + 1, next = Math.max(box + 1, firstEndingAfter(box, stop, state.from + pixel / scale));
    pen.globalAlpha = 1;
    pen.fillStyle = palette[6];
    pen.fillRect(Math.floor(x), y, 1, ROW - 1);
    box = next;
  }
}
function cut(text, room) {
  if (text.length <= room) return text;
  const r = Math.max(1, room - 1), tail = Math.floor(r / 2);
  return text.slice(0, r - tail) + "\u2026" + text.slice(text.length - tail);
}
function label(box, x, y, w, dim) {
  // Dimmed boxes are mostly ground, which the text of boxes is not made for.
  pen.globalAlpha = 1;
  pen.fillStyle = dim ? ground.text : "#1b2129";
  pen.fillText(cut(name(box), Math.floor((w - 6) / charWidth)), x + 3, y + ROW / 2);
}
function outline(box, scale, line, color) {
  const x = Math.max(0, (start[box] - state.from) * scale), right = Math.min(width, (end[box] - state.from) * scale);
  pen.strokeStyle = color;
  pen.lineWidth = line;
  pen.strokeRect(x + 0.5, rowY(levelOf(box)) + 0.5, Math.max(1, right - x - 1), ROW - 2);
}
const visible = box => end[box] > state.from && start[box] < state.to;

function zoom(box) {
  state.zoomed = box;
  state.chosen = box;
  range(start[box], end[box]);
}
function range(from, to) {
  const least = total / 1e9;
  if (to - from < least) to = from + least;
  state.from = Math.max(0, from);
  state.to = Math.min(total, to);
  byId("reset").disabled = state.from === 0 && state.to === total;
  path();
  share();
  draw();
}
function path() {
  const nav = byId("path");
  nav.replaceChildren();
  const boxes = [];
  for (let box = state.zoomed; box > 0; box = parent[box]) boxes.unshift(box);
  for (const box of boxes.length ? [0, ...boxes] : []) {
    const button = document.createElement("button");
    button.textContent = cut(name(box), 40);
    button.title = name(box);
    button.onclick = () => zoom(box);
    if (box) nav.append(" \u203a ");
    nav.append(button);
  }
}
function describe(box) {
  const f = box ? data.frames[frame[box]] : null;
  const where = f && f.length > 5 ? [f[6], f[7]].filter(Boolean).join(", ") : "";
  const kind = f ? data.kinds[f[1]] + (f[5] ? ", inlined" : "") : "";
  let text = name(box) + "  ";
  if (isDiff) {
    const was = before[box] * data.scale;
    text += quantity(after[box]) + " (" + percent(after[box], data.after) + "), before " + quantity(before[box]) + " ("
      + percent(before[box], data.before) + "), "
      + (before[box] === 0 ? "new" : after[box] === 0 ? "gone" : (after[box] > was ? "+" : "") + percent(after[box] - was, was))
      + (noise[box] ? ", may be chance" : "");
  } else {
    text += quantity(end[box] - start[box]) + " (" + percent(end[box] - start[box], total) + "), self " + quantity(self[box]);
  }
  return text + (kind ? "  [" + kind + "]" : "") + (where ? "  " + where : "");
}
function at(event) {
  const r = canvas.getBoundingClientRect(), x = event.clientX - r.left, y = event.clientY - r.top;
  const level = Math.floor(state.icicle ? (y + state.top) / ROW : (height - y + state.top) / ROW);
  if (level < 0 || level >= levels) return -1;
  const position = state.from + x / width * (state.to - state.from);
  const box = firstEndingAfter(levelStart[level], levelStart[level + 1], position);
  return box < levelStart[level + 1] && start[box] <= position ? box : -1;
}
function scroll(by) {
  state.top = Math.max(0, Math.min(state.top + by, Math.max(0, levels * ROW - height)));
  draw();
}

// Search: each name once, and what the outermost matches take.
function search(text) {
  state.matches = null;
  if (text) {
    let pattern;
    try { pattern = new RegExp(text, /[A-Z]/.test(text) ? "" : "i"); }
    catch (e) { pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i"); }
    state.matches = Uint8Array.from(names, n => pattern.test(n) ? 1 : 0);
  }
  share();
  draw();
}
function share() {
  if (!state.matches) { byId("found").textContent = ""; return; }
  const inside = new Uint8Array(size);
  let sum = 0;
  for (let box = 1; box < size; box++) {
    if (inside[parent[box]]) { inside[box] = 1; continue; }
    if (state.matches[frame[box]]) {
      inside[box] = 1;
      sum += Math.max(0, Math.min(end[box], state.to) - Math.max(start[box], state.from));
    }
  }
  byId("found").textContent = percent(sum, state.to - state.from);
}

// The table of functions.
let sortKey = "self", descending = true, functions = null;
const whole = isDiff ? data.after : total, isCount = data.unit === "count" || data.unit === "samples";
function table() {
  functions ||= data.frames
    .map(f => ({ name: f[0], self: f[2], total: f[3], change: f[3] - f[4] * (data.scale || 0), before: f[4] }))
    .filter(f => f.total > 0 || f.before > 0);
  const order = sortKey === "name" ? (a, b) => a.name < b.name ? -1 : 1 : (a, b) => a[sortKey] - b[sortKey] || a.total - b.total;
  functions.sort((a, b) => descending ? order(b, a) : order(a, b));
  byId("rows").replaceChildren(...functions.slice(0, MAX_ROWS).map(f => {
    const row = document.createElement("tr");
    const cells = ["self", "total"].map(key => percent(f[key], whole) + "  " + (isCount ? f[key] : quantity(f[key])));
    if (isDiff) cells.push((f.change > 0 ? "+" : "") + percent(f.change, whole));
    for (const text of [...cells, f.name]) {
      const cell = document.createElement("td");
      cell.textContent = text;
      cell.title = text;
      row.append(cell);
    }
    row.onclick = () => {
      byId("search").value = "^" + f.name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + "$";
      search(byId("search").value);
    };
    return row;
  }));
  byId("more").textContent = functions.length > MAX_ROWS ? MAX_ROWS + " of " + functions.length + " functions" : functions.length + " functions";
  for (const th of document.querySelectorAll("th")) {
    if (th.dataset.key === sortKey) th.setAttribute("aria-sort", descending ? "descending" : "ascending");
    else th.removeAttribute("aria-sort");
  }
}

// Input.
canvas.onmousemove = e => {
  const box = at(e);
  if (box !== state.hover) { state.hover = box; byId("detail").textContent = box < 0 ? "" : describe(box); draw(); }
};
canvas.onmouseleave = () => { state.hover = -1; byId("detail").textContent = ""; draw(); };
canvas.onclick = e => { const box = at(e); if (box >= 0) zoom(box); graph.focus(); };
canvas.onwheel = e => {
  e.preventDefault();
  if (e.ctrlKey || e.metaKey) {
    const position = state.from + e.offsetX / width * (state.to - state.from), factor = Math.exp(e.deltaY * 0.002);
    range(position - (position - state.from) * factor, position + (state.to - position) * factor);
  } else {
    scroll(state.icicle ? e.deltaY : -e.deltaY);
    if (e.deltaX) {
      const by = Math.max(-state.from, Math.min(e.deltaX / width * (state.to - state.from), total - state.to));
      range(state.from + by, state.to + by);
    }
  }
};
function move(box) {
  if (box < 0 || box >= size) return;
  state.chosen = box;
  byId("detail").textContent = describe(box);
  if (!visible(box)) range(start[box], end[box]);
  const y = rowY(levelOf(box));
  if (y < 0) scroll(state.icicle ? y : -y);
  if (y > height - ROW) scroll(state.icicle ? y - height + ROW : height - ROW - y);
  draw();
}
graph.onkeydown = e => {
  const level = levelOf(state.chosen), away = state.icicle ? "ArrowDown" : "ArrowUp", back = state.icicle ? "ArrowUp" : "ArrowDown";
  if (e.key === away && level + 1 < levels) {
    const box = firstEndingAfter(levelStart[level + 1], levelStart[level + 2], start[state.chosen]);
    if (box < levelStart[level + 2] && start[box] < end[state.chosen]) move(box);
  } else if (e.key === back) move(parent[state.chosen]);
  else if (e.key === "ArrowRight" && state.chosen + 1 < levelStart[level + 1]) move(state.chosen + 1);
  else if (e.key === "ArrowLeft" && state.chosen > levelStart[level]) move(state.chosen - 1);
  else if (e.key === "Enter") zoom(state.chosen);
  else if (e.key === "Backspace") zoom(Math.max(0, parent[state.zoomed]));
  else if (e.key === "+" || e.key === "-") {
    const middle = (state.from + state.to) / 2, half = (state.to - state.from) / 2 * (e.key === "+" ? 0.7 : 1.4);
    range(middle - half, middle + half);
  } else return;
  e.preventDefault();
};
addEventListener("keydown", e => {
  const typing = document.activeElement === byId("search");
  if (e.key === "Escape") { if (typing) graph.focus(); byId("search").value = ""; search(""); zoom(0); }
  else if ((e.key === "/" && !typing) || (e.key === "f" && (e.ctrlKey || e.metaKey))) { e.preventDefault(); byId("search").select(); byId("search").focus(); }
});
graph.onfocus = graph.onblur = draw;
byId("search").oninput = e => search(e.target.value);
byId("reset").onclick = () => zoom(0);
byId("flip").onclick = () => { state.icicle = !state.icicle; state.top = 0; draw(); };
byId("theme").onclick = () => theme(!document.documentElement.classList.contains("dark"));
byId("table").onclick = () => {
  const panel = byId("functions");
  panel.hidden = !panel.hidden;
  byId("table").setAttribute("aria-pressed", String(!panel.hidden));
  if (!panel.hidden) table();
};
document.querySelector("th[data-key=change]").hidden = !isDiff;
for (const th of document.querySelectorAll("th")) {
  th.firstChild.onclick = () => { descending = th.dataset.key === sortKey ? !descending : th.dataset.key !== "name"; sortKey = th.dataset.key; table(); };
}
for (const [c, text] of data.legend) {
  const item = document.createElement("span"), box = document.createElement("i");
  box.style.background = c;
  item.append(box, text);
  byId("legend").append(item);
}
for (const note of data.notes.concat(size < data.boxes ? [data.boxes - size + " of " + data.boxes + " calls, the smallest ones, are left out of this file."] : [])) {
  const item = document.createElement("li");
  item.textContent = note;
  byId("notes").append(item);
}
new ResizeObserver(() => { width = graph.clientWidth; height = graph.clientHeight; scroll(0); }).observe(graph);
theme(matchMedia("(prefers-color-scheme: dark)").matches);
