/** One line that redraws itself on a terminal; on a pipe, one line for each tenth. */
export interface ProgressLine {
  show(what: string, share: number): void;
  /** Ends the line and leaves this in its place. */
  done(what: string): void;
}

const WIDTH = 30;

export function createProgressLine(out: NodeJS.WriteStream): ProgressLine {
  let lastTenth = -1;
  return {
    show(what, share) {
      const percent = `${Math.floor(share * 100)} %`.padStart(5);
      if (out.isTTY) {
        const filled = Math.round(share * WIDTH);
        out.write(
          `\r[${"█".repeat(filled)}${"·".repeat(WIDTH - filled)}] ${percent} ${what}\x1b[K`,
        );
        return;
      }
      const tenth = Math.floor(share * 10);
      if (tenth === lastTenth) return;
      lastTenth = tenth;
      out.write(`${percent} ${what}\n`);
    },
    done(what) {
      lastTenth = -1;
      out.write(out.isTTY ? `\r${what}\x1b[K\n` : `${what}\n`);
    },
  };
}
