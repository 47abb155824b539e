import { expect, test } from "@playwright/test";
import { deliveryTest } from "../delivery/delivery-test";

/** A few minutes of a machine that is busy with something else besides. */
const PATIENCE_MS = 300_000;

test("every alert is shown once by every screen that may, while screens and the server come and go", async () => {
  test.setTimeout(PATIENCE_MS);
  const result = await deliveryTest({
    ...{ alerts: 200, clients: 10, seconds: 8, kills: 1, seed: 20_260_301 },
    say: () => undefined,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });

  expect(result.examples).toEqual([]);
  expect(result.owed).toBeGreaterThan(0);
  expect(result).toMatchObject({ lost: 0, duplicated: 0, wrong: 0, leaked: 0 });
  expect(result).toMatchObject({ stepsLost: 0, stepsDuplicated: 0 });
});
