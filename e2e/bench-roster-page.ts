// `npm run bench:roster-page`: from a key in the planner's grid to the score and the broken rules drawn, in a
// real browser, of 100 people by 56 days.
import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { readArguments } from "../server/cli/arguments";
import { browserOptions } from "./fixtures/browser";
import { Hospital } from "./fixtures/hospital";
import { makeUpRoster } from "./fixtures/made-up-roster";
import { Staff } from "./fixtures/staff";
import { RosterPage } from "./pages/roster-page";

const USAGE = `npm run bench:roster-page -- [options]   (needs the built pages: npm run up has built them, or npx next build)
  --keys n     keys typed, one after the other (120)
  --people n   people on the roster (100)
  --days n     days of it (56)
  --json       one JSON object as the last line`;

/** From the key to the frame with the new score and list, at the 99th percentile. */
const GOAL_MS = 50;
/** Of a screen of sixty frames a second: what is longer than two of them stutters. */
const SMOOTH_MS = 34;

const Options = z.object({
  keys: z.coerce.number().int().min(10).max(10_000),
  people: z.coerce.number().int().min(4).max(500),
  days: z.coerce.number().int().min(7).max(366),
  json: z.boolean(),
});

declare global {
  interface Window {
    /** Milliseconds from each key to the task after the frame that shows what it did. */
    keystrokes: number[];
  }
}

async function main(): Promise<void> {
  const { values } = readArguments(
    {
      options: {
        keys: { type: "string", default: "120" },
        people: { type: "string", default: "100" },
        days: { type: "string", default: "56" },
        json: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const { keys, people, days, json } = Options.parse(values);
  const hospital = await Hospital.open();
  const browser = await chromium.launch(browserOptions());
  try {
    const made = await makeUpRoster(hospital, {
      ...{ name: "Bench", unitCodes: ["4A", "5B", "R2"], people, days, isFilled: true },
    });
    const page = await new Staff(hospital, browser).signIn("scheduler", {
      viewport: { width: 1440, height: 900 },
    });
    const roster = new RosterPage(page);
    await roster.open(made.rosterId);
    const keystrokes = await typeKeys(roster, keys);
    const frames = await scroll(page);
    const result = {
      ...{ people, days, keys: keystrokes.length },
      ...{ p50: percentile(keystrokes, 0.5), p99: percentile(keystrokes, 0.99) },
      most: Math.max(...keystrokes),
      ...{ frames: frames.length, frameP50: percentile(frames, 0.5) },
      ...{ frameP99: percentile(frames, 0.99), smooth: SMOOTH_MS },
    };
    console.log(
      `  ${people} people, ${days} days, ${result.keys} keys\n` +
        `  key to score and broken rules drawn   p50 ${ms(result.p50)}, p99 ${ms(result.p99)}, most ${ms(result.most)} (goal ${GOAL_MS} ms)\n` +
        `  frames while scrolled                 p50 ${ms(result.frameP50)}, p99 ${ms(result.frameP99)} of ${result.frames}`,
    );
    if (json) console.log(JSON.stringify(result));
    process.exitCode = result.p99 < GOAL_MS ? 0 : 1;
  } finally {
    await browser.close();
    await hospital.close();
  }
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** Shifts set, changed and taken away over the grid; the page says nothing is newer than what it shows. */
async function typeKeys(roster: RosterPage, keys: number): Promise<number[]> {
  const { page } = roster;
  await page.locator('[data-square="1 0"]').click();
  await watchKeys(page);
  const focused = page.locator("[data-square]:focus");
  for (let typed = 0; typed < keys; typed += 1) {
    await page.keyboard.press(changing(await focused.getAttribute("aria-label")));
    await page.waitForFunction((count) => window.keystrokes.length > count, typed);
    await page.keyboard.press(typed % 9 === 8 ? "ArrowDown" : "ArrowRight");
    if (typed % 40 === 39) await page.keyboard.press("Home");
  }
  return page.evaluate(() => window.keystrokes);
}

/** A key that makes something else of a square. */
function changing(label: string | null): string {
  if (label?.includes(": Long day")) return "n";
  return label?.includes(": Night") ? "Delete" : "d";
}

/**
 * A key is drawn when its own square has another name and the grid's figures are those of it: they are one
 * drawing, so the first change of the document after the key ends the wait for the frame.
 */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.keystrokes = [];
    let pressedAt: number | undefined;
    document.addEventListener(
      "keydown",
      ({ key, timeStamp }) => {
        if (key.length === 1 || key === "Delete") pressedAt = timeStamp;
      },
      { capture: true },
    );
    new MutationObserver(() => {
      if (pressedAt === undefined) return;
      const from = pressedAt;
      pressedAt = undefined;
      // A message that is sent from a frame's callback comes after that frame is painted.
      requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => window.keystrokes.push(performance.now() - from);
        painted.port2.postMessage(null);
      });
    }).observe(document.querySelector("main") ?? document.body, {
      ...{ attributes: true, childList: true, characterData: true, subtree: true },
    });
  });
}

/** Down and to the right, a row and a day at a time, as a wheel does it. */
async function scroll(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const scroller = document.querySelector("[data-testid=roster-scroller]");
    if (!scroller) throw new Error("no grid");
    const frames: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 240; step += 1) {
      scroller.scrollTop = (step % 120) * 24;
      scroller.scrollLeft = (step % 60) * 20;
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const now = performance.now();
      frames.push(now - last);
      last = now;
    }
    return frames;
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

main().catch((cause: unknown) => {
  console.error(cause instanceof z.ZodError ? `${z.prettifyError(cause)}\n\n${USAGE}` : cause);
  process.exit(1);
});
