const SAMPLES_KEPT = 20;

/**
 * The server's clock minus this browser's, milliseconds, from the frames received. A frame is always
 * late, never early, so the largest of the last samples is the nearest to the truth.
 */
export interface ClockOffset {
  offsetMs: number;
  samples: readonly number[];
}

export const UNKNOWN_OFFSET: ClockOffset = { offsetMs: 0, samples: [] };

export function noteServerTime(
  { samples }: ClockOffset,
  { sentAt, receivedAt }: { sentAt: number; receivedAt: number },
): ClockOffset {
  const kept = [...samples, sentAt - receivedAt].slice(-SAMPLES_KEPT);
  return { samples: kept, offsetMs: Math.max(...kept) };
}
