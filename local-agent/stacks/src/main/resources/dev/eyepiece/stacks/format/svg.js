// Zoom and search of this picture. Each box is a group of a title, a rectangle and perhaps a text.
const svgNs = "http://www.w3.org/2000/svg";
const byId = id => document.getElementById(id);
const boxes = Array.from(byId("boxes").children, group => {
  const rect = group.querySelector("rect");
  const title = group.querySelector("title").textContent;
  return {
    group, rect, title,
    text: group.querySelector("text"),
    name: title.replace(/ \([^()]*(?:\([^()]*\)[^()]*)*\)$/, ""),
    x: +rect.getAttribute("x"), w: +rect.getAttribute("width"), y: +rect.getAttribute("y"),
  };
});
const root = boxes[0];

function cut(name, width) {
  const length = Math.floor((width - 6) / CHARACTER);
  if (name.length <= length) return name;
  const room = Math.max(1, length - 1), tail = Math.floor(room / 2);
  return name.slice(0, room - tail) + "\u2026" + name.slice(name.length - tail);
}

function place(box, x, w) {
  box.group.style.display = w > 0 ? "" : "none";
  if (w <= 0) return;
  box.rect.setAttribute("x", x.toFixed(2));
  box.rect.setAttribute("width", w.toFixed(2));
  if (w >= MIN_TEXT && !box.text) {
    box.text = document.createElementNS(svgNs, "text");
    box.text.setAttribute("y", box.y + 13);
    box.group.appendChild(box.text);
  }
  if (box.text) {
    box.text.setAttribute("x", (x + 3).toFixed(2));
    box.text.textContent = w >= MIN_TEXT ? cut(box.name, w) : "";
  }
}

function zoom(target) {
  const scale = WIDTH / target.w, right = target.x + target.w;
  const up = root.y === target.y ? 0 : Math.sign(root.y - target.y);
  for (const box of boxes) {
    const callers = (box.y - target.y) * up > 0;
    if (callers && box.x <= target.x + 0.01 && box.x + box.w >= right - 0.01) {
      place(box, MARGIN, WIDTH);
    } else if (callers) {
      place(box, 0, 0);
    } else {
      const from = Math.max(box.x, target.x), to = Math.min(box.x + box.w, right);
      place(box, MARGIN + (from - target.x) * scale, (to - from) * scale);
    }
  }
  byId("reset").setAttribute("display", target === root ? "none" : "");
}

function search(text) {
  let pattern = null;
  if (text) {
    try { pattern = new RegExp(text, /[A-Z]/.test(text) ? "" : "i"); }
    catch (e) { pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i"); }
  }
  const found = [];
  for (const box of boxes) {
    const hit = pattern !== null && box !== root && pattern.test(box.name);
    box.group.classList.toggle("dim", pattern !== null && !hit);
    if (hit) found.push([box.x, box.x + box.w]);
  }
  // Boxes above one another are the same stacks: their share counts once.
  found.sort((a, b) => a[0] - b[0]);
  let covered = 0, end = -1;
  for (const [from, to] of found) {
    if (to > end) { covered += to - Math.max(from, end); end = to; }
  }
  byId("found").textContent =
    pattern === null ? "" : "/" + text + "/ in " + (covered / root.w * 100).toFixed(2) + " %";
}

for (const box of boxes) {
  box.group.setAttribute("tabindex", "0");
  box.group.addEventListener("click", () => zoom(box));
  box.group.addEventListener("keydown", e => { if (e.key === "Enter") zoom(box); });
  const show = () => { byId("detail").textContent = box.title; };
  box.group.addEventListener("mouseenter", show);
  box.group.addEventListener("focus", show);
}
byId("boxes").addEventListener("mouseleave", () => { byId("detail").textContent = ""; });
byId("reset").addEventListener("click", () => zoom(root));
const ask = () => search(prompt("Functions that match (a regular expression; nothing ends the search):") || "");
byId("search").addEventListener("click", ask);
addEventListener("keydown", e => {
  if (e.key === "Escape") { zoom(root); search(""); }
  if (e.key === "/" || (e.key === "f" && (e.ctrlKey || e.metaKey))) { e.preventDefault(); ask(); }
});
