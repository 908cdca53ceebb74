// Keys, highlights and small comforts of the review page. Everything here also works without it, by mouse and Tab.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select");

// Evidence ------------------------------------------------------------------------------------------------------------

function light(key) {
  for (const lit of all(".lit")) lit.classList.remove("lit");
  if (!key) return;
  const marks = all(`[data-keys~="${key}"]`);
  for (const mark of marks) mark.classList.add("lit");
  one(`[data-key="${key}"]`)?.classList.add("lit");
  const pane = one(".documents");
  if (!marks.length || !pane) return;
  // Only the documents' pane scrolls: the handler's place among the fields must not jump.
  const box = marks[0].getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (box.top < frame.top + 20 || box.bottom > frame.bottom - 20) {
    pane.scrollTop += box.top - frame.top - frame.height / 3;
  }
}

function focusRow(row) {
  if (!row) return;
  row.closest("details.rest")?.setAttribute("open", "");
  const input = one("input:not([type=checkbox]), textarea, select", row) ?? row;
  input.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

const rows = () => all(".row").filter((row) => !row.closest("details.rest:not([open])"));

function step(by) {
  const links = all(".queue a");
  const here = links.length ? links.indexOf(document.activeElement) : rows().indexOf(document.activeElement.closest?.(".row") ?? one(".row.lit"));
  const list = links.length ? links : rows();
  const next = list[Math.min(Math.max(here + by, 0), list.length - 1)];
  if (links.length) next?.focus(); else focusRow(next);
}

document.addEventListener("focusin", (event) => {
  const held = event.target.closest("[data-key]");
  if (held) light(held.dataset.key);
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-keys]");
  if (mark) {
    const keys = mark.dataset.keys.split(" ");
    const lit = one(".row.lit")?.dataset.key;
    const key = keys[(keys.indexOf(lit) + 1) % keys.length]; // where several overlap, clicking again takes the next
    const row = one(`[data-key="${key}"]`);
    if (row?.matches(".row")) focusRow(row); else if (row) { row.scrollIntoView({ block: "nearest" }); light(key); }
  }
  const cell = event.target.closest(".long td[data-key]");
  if (cell) light(cell.dataset.key);
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

// A row of a long list is opened where it stands, so that what was typed before is not lost by loading the page again.
document.addEventListener("click", async (event) => {
  const link = event.target.closest(".long tbody th a");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const answer = await fetch(link.href);
  if (!answer.ok) { location.assign(link.href); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const name = link.closest("tr").dataset.row;
  const group = all("fieldset.group", page).find((one_) => all("[name]", one_).some((input) => input.name.startsWith(`value:${name}.`)));
  if (!group) return;
  link.closest("fieldset").before(group);
  link.closest("tr").remove();
  for (const row of all(".row", group)) mark(row);
  focusRow(one(".row", group));
});

// Forms ---------------------------------------------------------------------------------------------------------------

function mark(row) {
  const input = one("[data-was]", row);
  if (!input) return;
  const changed = input.value.trim() !== input.dataset.was.trim();
  row.classList.toggle("changed", changed);
  const tick = one("input[type=checkbox]", row);
  if (tick) tick.disabled = changed; // what was corrected need not be confirmed as well
  count();
}

function count() {
  const left = one(".left");
  if (!left) return;
  const open = all(".row.critical").filter((row) => !row.matches(".changed") && !one("input[type=checkbox]", row)?.checked);
  left.textContent = open.length ? `${open.length} left.` : "None left.";
}

document.addEventListener("input", (event) => {
  const row = event.target.closest(".row");
  if (row) mark(row);
});

function enter(event) {
  const row = event.target.closest(".row");
  if (!row || !typing(event.target) || event.target.matches("select")) return;
  if (event.target.matches("textarea") && event.shiftKey) return;
  event.preventDefault(); // Enter never submits: it says "this is right" and goes on
  const tick = one("input[type=checkbox]", row);
  if (tick && !tick.disabled) tick.checked = true;
  count();
  const list = rows();
  focusRow(list[list.indexOf(row) + 1]);
}

// Keys ----------------------------------------------------------------------------------------------------------------

function menu(name) {
  const found = one(`details[data-menu="${name}"]`);
  if (!found) return;
  for (const other of all("details.menu")) other.open = other === found;
  one("button", found).focus();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => one("#accept")?.focus(),
  s: () => menu("sent_back"),
  r: () => menu("referred"),
  d: () => menu("duplicate"),
  x: () => menu("not_a_claim"),
  q: () => one("#to-queue")?.click(),
  h: () => one("#to-history")?.click(),
  f: () => focusRow(all(".row").find((row) => one(".error, .warning", row))),
  "?": () => one("#keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const open of all("details.menu[open]")) { open.open = false; one("summary", open).focus(); }
    if (typing(event.target)) event.target.blur();
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    one("#accept")?.click();
    return;
  }
  if (event.key === "Enter") return enter(event);
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const open = one("details.menu[open]");
  if (open && /^[1-9]$/.test(event.key)) {
    all("button", open)[Number(event.key) - 1]?.focus();
    return;
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

for (const row of all(".row")) mark(row);
const fault = one(".row .fault");
if (fault) focusRow(fault.closest(".row"));
