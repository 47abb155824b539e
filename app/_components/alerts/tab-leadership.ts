/** Of all tabs of a browser that want to, one leads; when it closes or gives up, the next does. */
export interface Leadership {
  /** Waits for its turn and then calls back; the answer withdraws or gives up the lead. */
  campaign: (onLead: () => void) => () => void;
}

/** What of the browser's lock manager is needed. */
export interface Locks {
  request: (
    name: string,
    options: { signal?: AbortSignal; mode?: LockMode },
    granted: () => Promise<void>,
  ) => Promise<void>;
}

/**
 * By the browser's own locks: it gives one back when a tab closes, crashes or is put to sleep. Without them
 * (plain HTTP to another machine) every tab leads: twice a sound is better than none.
 */
export function tabLeadership(name: string, locks: Locks | undefined): Leadership {
  return {
    campaign: (onLead) => {
      if (!locks) {
        onLead();
        return () => {};
      }
      const withdrawal = new AbortController();
      let release = () => {};
      const held = new Promise<void>((done) => (release = done));
      locks
        .request(name, { signal: withdrawal.signal }, () => {
          if (!withdrawal.signal.aborted) onLead();
          return held;
        })
        // Withdrawn before its turn came.
        .catch(() => undefined);
      return () => {
        withdrawal.abort();
        release();
      };
    },
  };
}

export const browserLocks = (): Locks | undefined =>
  typeof navigator === "undefined" || !("locks" in navigator) ? undefined : navigator.locks;
