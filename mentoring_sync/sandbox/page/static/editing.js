/* Editing in a cell: a line of text, or a list to choose from. Enter and Tab keep the text, Escape leaves it be. */

/** The element to edit with; `keep` is called with a text that differs from what stood there, `leave` otherwise. */
export function editor(cell, keep, leave) {
  return cell.options && cell.strict ? chooser(cell, keep, leave) : line(cell, keep, leave);
}

function line(cell, keep, leave) {
  const input = document.createElement("input");
  input.value = cell.entered ?? "";
  input.setAttribute("aria-label", "New value");
  if (cell.options) input.setAttribute("list", suggestions(cell.options));
  listen(input, cell, keep, leave);
  return input;
}

function chooser(cell, keep, leave) {
  const select = document.createElement("select");
  select.setAttribute("aria-label", "New value");
  for (const option of ["", ...cell.options]) select.append(new Option(option || "(empty)", option));
  select.value = cell.text ?? "";
  listen(select, cell, keep, leave);
  return select;
}

function listen(field, cell, keep, leave) {
  let isOver = false;
  const end = (how) => {
    if (isOver) return;
    isOver = true;
    const isNew = field.value !== (cell.entered ?? "");
    how === "keep" && isNew ? keep(field.value) : leave();
  };
  field.addEventListener("blur", () => end("keep"));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Tab") end("keep");
    if (event.key === "Escape") end("leave");
    if (["Enter", "Tab", "Escape"].includes(event.key)) event.preventDefault();
    event.stopPropagation();
  });
}

function suggestions(options) {
  const list = document.getElementById("suggestions") ?? document.body.appendChild(document.createElement("datalist"));
  list.id = "suggestions";
  list.replaceChildren(...options.map((option) => new Option(option, option)));
  return list.id;
}
