"use client";

import { Loader, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { GivenProof } from "#models/access/second-factor";
import { PROOF_REFUSED, UNREACHABLE } from "./problems";
import { ProofForm } from "./proof-form";
import { askPasskeyAgain, offerStepUp, showFactorAgain, type StepUpOffer } from "./step-up-actions";

/** Asks somebody who is signed in for a second factor. */
export function StepUpForm({ onShown }: Readonly<{ onShown: () => void }>) {
  const [offer, setOffer] = useState<StepUpOffer>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let isGone = false;
    offerStepUp().then(
      (answer) => {
        if (isGone) return;
        if (answer.ok) setOffer(answer.value);
        else setProblem(answer.error.message);
      },
      () => !isGone && setProblem(UNREACHABLE),
    );
    return () => {
      isGone = true;
    };
  }, []);

  const show = async (proof: GivenProof): Promise<string | undefined> => {
    const answer = await showFactorAgain(proof).catch(() => undefined);
    if (!answer) return UNREACHABLE;
    if (!answer.ok) {
      const { code, message } = answer.error;
      return code === "forbidden" ? PROOF_REFUSED : message;
    }
    onShown();
    return undefined;
  };

  if (problem)
    return (
      <Text role="alert" c="var(--wc-high-text)">
        {problem}
      </Text>
    );
  if (!offer) return <Loader aria-label="Loading" />;
  return (
    <ProofForm
      ways={offer.ways}
      passkeyHost={offer.passkeyHost}
      submitLabel="Confirm"
      show={show}
      askPasskey={async () => {
        const answer = await askPasskeyAgain().catch(() => undefined);
        if (!answer) return { ok: false, error: UNREACHABLE };
        return answer.ok ? answer : { ok: false, error: answer.error.message };
      }}
    />
  );
}
