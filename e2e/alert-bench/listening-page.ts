import type { Page } from "@playwright/test";
import { z } from "zod";

/** Instants on the machine's clock, epoch milliseconds. */
const Heard = z.object({
  /** When each bed's card had been drawn with an alert that waits, and the alert before it was gone. */
  shown: z.array(z.object({ bedLabel: z.string(), at: z.number() })),
  /** When each tone began that was given to the loudspeaker. */
  tones: z.array(z.number()),
});
export type Heard = z.infer<typeof Heard>;

/** Notes what the board draws, and every tone it starts; to be called before the page is opened. */
export async function listenToBoard(page: Page): Promise<() => Promise<Heard>> {
  await page.addInitScript(() => {
    const heard = {
      shown: [] as { bedLabel: string; at: number }[],
      tones: [] as number[],
    };
    Object.defineProperty(window, "heard", { value: heard });

    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      const aheadS = Math.max(0, (when ?? 0) - this.context.currentTime);
      heard.tones.push(Date.now() + aheadS * 1_000);
      start.call(this, when);
    };

    let waiting = new Set<string>();
    // Written where it is used: what the compiler adds to keep a function's name is not there in the page.
    new MutationObserver(() => {
      const now = new Set<string>();
      for (const strip of document.querySelectorAll('article [data-unanswered="true"]')) {
        const link = strip.closest("article")?.querySelector("[data-bed-link]");
        const bedLabel = link?.getAttribute("data-bed-link");
        if (bedLabel) now.add(bedLabel);
      }
      const fresh = [...now].filter((bedLabel) => !waiting.has(bedLabel));
      waiting = now;
      if (fresh.length === 0) return;
      // A task that was posted in a frame runs once the frame has been drawn.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const at = Date.now();
          for (const bedLabel of fresh) heard.shown.push({ bedLabel, at });
        };
        port2.postMessage(null);
      });
    }).observe(document, {
      ...{ childList: true, subtree: true, attributes: true },
      attributeFilter: ["data-unanswered"],
    });
  });
  return async () => Heard.parse(await page.evaluate("window.heard"));
}
