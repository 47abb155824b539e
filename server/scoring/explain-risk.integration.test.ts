import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeteriorationModel } from "#models/deterioration/model";
import { ObservationWindow } from "#models/deterioration/observation-window";
import { largestReasons } from "#models/deterioration/reasons";
import { normal, seededRandom } from "#models/deterioration/seeded-random";
import { chooseBackend } from "./backend";
import { DETERIORATION_ARTIFACTS, loadModel, newestVersion } from "./load-model";

const PATIENTS = 300;

describe("what the shipped model gives as reasons", () => {
  let model: DeteriorationModel;
  beforeAll(async () => {
    await chooseBackend();
    model = await loadModel(join(DETERIORATION_ARTIFACTS, (await newestVersion()) ?? "none"));
  });
  afterAll(() => model.network.dispose());

  /** From ordinary to far outside what was learnt from; a third of it as in the reference. */
  const madeUpInputs = (): Float32Array => {
    const random = seededRandom(12);
    return Float32Array.from({ length: PATIENTS * model.network.inputs }, (_, place) => {
      const reference = model.reference[place % model.network.inputs] ?? 0;
      const spread = 0.5 + (3 * place) / (PATIENTS * model.network.inputs);
      return random() < 0.33 ? reference : Math.max(-4, Math.min(4, normal(random) * spread));
    });
  };

  it("adds up to the change of the logit from the average patient", () => {
    const { network, reference } = model;
    const inputs = madeUpInputs();
    const { logits, shares } = network.explain(inputs, PATIENTS, reference);
    const [base = NaN] = network.predict(reference, 1);
    const window = new ObservationWindow();
    for (const [row, logit] of logits.entries()) {
      const ofPatient = shares.subarray(row * network.inputs, (row + 1) * network.inputs);
      const sum = ofPatient.reduce((total, share) => total + share, 0);
      expect(Math.abs(sum - (logit - base))).toBeLessThan(1e-4);

      const shown = largestReasons(shares, row, window, 0).reduce(
        (total, reason) => total + reason.logit,
        0,
      );
      expect(Math.abs(shown - (logit - base))).toBeLessThan(2e-4);
    }
  });
});
