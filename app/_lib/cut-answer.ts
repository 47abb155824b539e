import type { AsyncLocalStorage } from "node:async_hooks";

// Our server's: see server/http/answering.ts. Without it (`next dev`) a reader that stalls is not cut off.
const shared: typeof globalThis & { wardcastAnswering?: AsyncLocalStorage<{ cut(): void }> } =
  globalThis;

/**
 * Breaks off the connection that the request being answered came by. To be asked for while it is
 * answered; may be called later.
 */
export function answerCutter(): () => void {
  const answer = shared.wardcastAnswering?.getStore();
  return () => answer?.cut();
}
