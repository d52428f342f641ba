/* Drawing a cell. Everything that came from a cell is set as text or as a CSS property, never as markup. */

/** The element for a cell's content; `onTick` is called with the text that a click on its box enters. */
export function draw(element, cell, onTick) {
  dress(element, cell);
  if (cell.tick) return checkbox(cell, onTick);
  if (cell.link) return link(cell);
  if (cell.options) return dropDown(cell);
  return document.createTextNode(cell.text ?? "");
}

/** The text that entering a click on the cell's box stands for. */
export function toggled(cell) {
  return cell.ticked ? cell.tick[1] : cell.tick[0];
}

function dress(element, cell) {
  element.classList.toggle("noted", Boolean(cell.note));
  element.classList.toggle("inked", Boolean(cell.look?.["--ink"]));
  element.classList.toggle("painted", Boolean(cell.look?.["background-color"]));
  for (const [property, value] of Object.entries(cell.look ?? {})) element.style.setProperty(property, value);
  element.title = [cell.text ?? "", cell.note ?? ""].filter(Boolean).join("\n\n");
}

function checkbox(cell, onTick) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = cell.ticked;
  box.tabIndex = -1;
  box.setAttribute("aria-label", cell.ticked ? "ticked" : "not ticked");
  box.addEventListener("click", (event) => {
    event.preventDefault();
    onTick(toggled(cell));
  });
  return box;
}

function link(cell) {
  const anchor = document.createElement("a");
  anchor.href = cell.link;
  anchor.textContent = cell.text ?? cell.link;
  anchor.tabIndex = -1;
  if (!cell.link.startsWith("/")) {
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
  }
  return anchor;
}

function dropDown(cell) {
  const shown = document.createElement("span");
  shown.className = "drop-down";
  shown.textContent = cell.text ?? "";
  return shown;
}
