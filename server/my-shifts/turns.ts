import { setImmediate } from "node:timers/promises";

/** A ward takes some hundred judgements. */
const LONGEST_TURN_MS = 20;

/** To be awaited between judgements of whole rosters: sockets are answered in between. */
export function turns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < LONGEST_TURN_MS) return;
    await setImmediate();
    began = performance.now();
  };
}
