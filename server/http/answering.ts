import { AsyncLocalStorage } from "node:async_hooks";
import type { HttpHandler } from "./router";

// The pages are bundled apart and share nothing with us but this: see app/_lib/cut-answer.ts.
const shared: typeof globalThis & { wardcastAnswering?: AsyncLocalStorage<{ cut(): void }> } =
  globalThis;

/** Lets what a handler calls, however deep, break off the answer it is part of. */
export function cuttable(handler: HttpHandler): HttpHandler {
  const answering = (shared.wardcastAnswering ??= new AsyncLocalStorage());
  return (request, response) =>
    answering.run({ cut: () => void response.destroy() }, () => handler(request, response));
}
