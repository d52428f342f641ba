/** The scripts of a folder of config/apps_script, loaded as Apps Script does: all files into one scope. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const SCRIPTS = join(import.meta.dirname, "..", "..", "config", "apps_script");
const SERVICES = readFileSync(join(import.meta.dirname, "google_services.js"), "utf8");

/** The functions of the scripts, on a world; `patch` changes their source first, as somebody who pastes them may. */
export function loaded(world, { folder = ".", patch = (source) => source } = {}) {
  const context = vm.createContext({ world, console: { log: () => {} } });
  vm.runInContext(`${SERVICES}\nObject.assign(globalThis, googleServices(world));`, context);
  for (const name of readdirSync(join(SCRIPTS, folder)).filter((each) => each.endsWith(".js"))) {
    vm.runInContext(patch(readFileSync(join(SCRIPTS, folder, name), "utf8")), context, { filename: name });
  }
  return context;
}

/** A value out of the scripts' own realm, comparable here. */
export const plain = (value) => JSON.parse(JSON.stringify(value ?? null));
