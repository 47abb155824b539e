export interface ProgressLine {
  /** Shown at once on a terminal, every few seconds elsewhere; `share` from 0 to 1 draws a bar. */
  update(text: string, share?: number): void;
  /** A line that stays. */
  say(text: string): void;
  end(): void;
}

const BAR_WIDTH = 24;
const PLAIN_INTERVAL_MS = 5_000;

/** One line that is written over on a terminal, and plain lines where there is none. */
export function progressLine(output: NodeJS.WriteStream, now: () => number): ProgressLine {
  let lastPlainAt = Number.NEGATIVE_INFINITY;
  let isOpen = false;
  const clear = () => {
    if (isOpen) output.write("\r\u001b[K");
    isOpen = false;
  };
  return {
    update(text, share) {
      if (output.isTTY) {
        output.write(`\r\u001b[K${share === undefined ? "" : `${bar(share)} `}${text}`);
        isOpen = true;
      } else if (now() - lastPlainAt >= PLAIN_INTERVAL_MS) {
        lastPlainAt = now();
        const percent = share === undefined ? "" : `${Math.floor(share * 100)} % `;
        output.write(`${percent}${text}\n`);
      }
    },
    say(text) {
      clear();
      output.write(`${text}\n`);
    },
    end: clear,
  };
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
  return `[${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}] ${Math.floor(share * 100)} %`;
}

/** "3 min 20 s", "45 s", "2 h 5 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
