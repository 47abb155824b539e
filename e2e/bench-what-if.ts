// `npm run bench:what-if`: from a lever moved to every curve and number drawn again, in a real browser.
import { chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { readArguments } from "../server/cli/arguments";
import { browserOptions } from "./fixtures/browser";
import { Hospital } from "./fixtures/hospital";
import { issueMadeUpForecast, UNSURE_WAVES } from "./fixtures/made-up-census";
import { Staff } from "./fixtures/staff";
import { interactive } from "./pages/interactive";
import { WhatIfPage } from "./pages/what-if-page";

const USAGE = `npm run bench:what-if -- [options]   (needs the built pages: npm run up has built them, or npx next build)
  --moves n   moves of a lever, one after the other (100)
  --json      one JSON object as the last line`;

/** From the input to the redrawn page, at the 99th percentile. */
const GOAL_MS = 300;

const Options = z.object({
  moves: z.coerce.number().int().min(10).max(10_000),
  json: z.boolean(),
});

const LEVERS = ["Flu admissions", "Length of stay", "Flu wave comes", "Nurses"] as const;

declare global {
  interface Window {
    /** Milliseconds from each key to the frame after everything was drawn. */
    redraws: number[];
  }
}

async function main(): Promise<void> {
  const { values } = readArguments(
    {
      options: {
        moves: { type: "string", default: "100" },
        json: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const { moves, json } = Options.parse(values);
  const hospital = await Hospital.open();
  const browser = await chromium.launch(browserOptions());
  try {
    const inputs = await issueMadeUpForecast(hospital, new Date(), UNSURE_WAVES);
    const page = await new Staff(hospital, browser).signIn("administrator", {
      viewport: { width: 1440, height: 900 },
    });
    const redraws = await measure(new WhatIfPage(page), moves);
    const result = {
      units: inputs.units.length,
      patients: inputs.patients.length,
      moves: redraws.length,
      p50: percentile(redraws, 0.5),
      p99: percentile(redraws, 0.99),
      most: Math.max(...redraws),
    };
    console.log(
      `  ${result.units} units, ${result.patients} patients, ${result.moves} moves\n` +
        `  lever moved to page drawn   p50 ${result.p50.toFixed(0)} ms, p99 ${result.p99.toFixed(0)} ms, most ${result.most.toFixed(0)} ms (goal ${GOAL_MS} ms)`,
    );
    if (json) console.log(JSON.stringify(result));
    process.exitCode = result.p99 < GOAL_MS ? 0 : 1;
  } finally {
    await browser.close();
    await hospital.close();
  }
}

/** Each move begins when the one before it is drawn, as somebody who looks at what it did would make it. */
async function measure(whatIf: WhatIfPage, moves: number): Promise<number[]> {
  const { page } = whatIf;
  await whatIf.open();
  // Off what is planned for good: that is known already, and would be drawn without being computed.
  await whatIf.pull("Elective surgery postponed", 1);
  await watchRedraws(page);
  for (let move = 0; move < moves; move += 1) {
    const lever = whatIf.lever(LEVERS[Math.floor((move / moves) * LEVERS.length)] ?? LEVERS[0]);
    await (await interactive(lever)).press(move % 10 < 5 ? "ArrowLeft" : "ArrowRight");
    await page.waitForFunction((count) => window.redraws.length > count, move);
  }
  return page.evaluate(() => window.redraws);
}

/** The results say that they are busy while they are not of the newest input. */
async function watchRedraws(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.redraws = [];
    let pressedAt: number | undefined;
    document.addEventListener("keydown", () => (pressedAt = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (pressedAt === undefined || document.querySelector("[aria-busy=true]")) return;
      const from = pressedAt;
      pressedAt = undefined;
      // The frame that is painted, and the beginning of the one after it.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => window.redraws.push(performance.now() - from)),
      );
    }).observe(document.body, { attributes: true, attributeFilter: ["aria-busy"], subtree: true });
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
