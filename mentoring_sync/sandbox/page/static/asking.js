/* Asking the server: the tab's cells, and changes to them. A refusal becomes an Error with the server's words. */

async function answered(response) {
  if (response.ok) return response;
  const told = await response.json().catch(() => ({}));
  throw new Error(told.message || `The server answered ${response.status}.`);
}

/** The window of rows that begins at `from`; its shape is described in the package's page/window.py. */
export async function readCells(address, from) {
  const response = await answered(await fetch(`${address}/cells?from=${from}`));
  return response.json();
}

/** Make a change: `what` is "enter", "sort", "insert-row" or "delete-row". */
export async function change(address, what, body) {
  await answered(
    await fetch(`${address}/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}
