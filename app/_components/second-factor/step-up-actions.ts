"use server";

import { z } from "zod";
import { SecondFactorProof, type SecondFactorWays } from "#models/access/second-factor";
import { ActionRefusal, ownAction } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { recordOf } from "@/_lib/audit";
import { env } from "@/_lib/env";
import { askPasskey, type PasskeyQuestion } from "@/_lib/sign-in/ask-passkey";
import { opening } from "@/_lib/sign-in/opening";
import { passkeyHost } from "@/_lib/sign-in/relying-party";
import { recordRefusedAttempt } from "@/_lib/sign-in/sign-in-trail";
import { stepUp } from "@/_lib/sign-in/step-up";
import { secondFactorWays } from "@/_lib/sign-in/ways";

const Nothing = z.null();

export interface StepUpOffer {
  ways: SecondFactorWays;
  passkeyHost: string | undefined;
  /** Of a demonstration: whose codes a command prints. */
  demoEmail: string | undefined;
}

export async function offerStepUp(): Promise<ActionResult<StepUpOffer>> {
  return ownAction({
    needsStepUp: false,
    input: Nothing,
    run: async (_, { userId, email }) => ({
      ways: await secondFactorWays(userId),
      passkeyHost: passkeyHost(),
      demoEmail: env().DEMO_ACCOUNTS_FILE ? email : undefined,
    }),
  })(null);
}

export async function askPasskeyAgain(): Promise<ActionResult<PasskeyQuestion>> {
  return ownAction({
    needsStepUp: false,
    input: Nothing,
    run: (_, { userId, sessionId }) => askPasskey({ purpose: "prove", sessionId }, userId),
  })(null);
}

export async function showFactorAgain(
  proof: z.input<typeof SecondFactorProof>,
): Promise<ActionResult<null>> {
  return ownAction({
    needsStepUp: false,
    input: SecondFactorProof,
    run: async (given, { userId, sessionId }) => {
      const shown = await stepUp({ userId, sessionId }, given, await opening());
      if (!shown.ok) {
        const attempt = { action: "step-up:failed", step: "step-up" } as const;
        await recordRefusedAttempt({ ...attempt, cause: shown.error, userId, sessionId });
        throw new ActionRefusal("forbidden", "refused");
      }
      await recordOf(
        { userId, sessionId },
        { action: "step-up:passed", basis: "self", details: { shown: shown.value } },
      );
      return null;
    },
  })(proof);
}

/** Does nothing, for somebody who has shown a second factor lately: asked before a file is fetched. */
export async function requireFreshFactor(): Promise<ActionResult<null>> {
  return ownAction({ needsStepUp: true, input: Nothing, run: async () => null })(null);
}
