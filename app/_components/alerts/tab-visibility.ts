import type { Locks } from "./tab-leadership";

const VISIBLE = "wardcast-visible";

/** While this tab can be seen it holds a lock that the others can see; the answer lets it go. */
export function showWhetherVisible(locks: Locks | undefined): () => void {
  if (!locks) return () => {};
  let hide = () => {};

  const note = () => {
    hide();
    hide = () => {};
    if (document.visibilityState !== "visible") return;
    const held = new Promise<void>((done) => (hide = done));
    void locks.request(VISIBLE, { mode: "shared" }, () => held);
  };

  note();
  document.addEventListener("visibilitychange", note);
  return () => {
    document.removeEventListener("visibilitychange", note);
    hide();
  };
}

export async function isAnyTabVisible(): Promise<boolean> {
  if (!("locks" in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === VISIBLE);
}
