"use client";

import { Button, Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import type { GivenProof } from "#models/access/second-factor";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { DemoCode } from "./demo-code";
import { PROOF_REFUSED, UNREACHABLE } from "./problems";
import { ProofForm } from "./proof-form";
import { askPasskeyAgain, offerStepUp, showFactorAgain, type StepUpOffer } from "./step-up-actions";

/** Asks somebody who is signed in for a second factor. */
export function StepUpForm({ onShown }: Readonly<{ onShown: () => void }>) {
  const [offer, setOffer] = useState<StepUpOffer>();
  const [problem, setProblem] = useState<string>();
  const [attempt, setAttempt] = useState(0);

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
  }, [attempt]);

  const askAgain = () => {
    setProblem(undefined);
    setAttempt(attempt + 1);
  };

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

  if (!offer)
    return (
      <>
        <ProblemAlert problem={problem} />
        {problem ? (
          <Button size="md" fullWidth onClick={askAgain}>
            Try again
          </Button>
        ) : (
          <FormLoading />
        )}
      </>
    );
  return (
    <>
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
      {offer.demoEmail && offer.ways.hasTotp ? <DemoCode email={offer.demoEmail} /> : null}
    </>
  );
}

/** As high as the form that takes its place, so that nothing jumps under a thumb. */
const FormLoading = () => (
  <div role="status" aria-label="Loading">
    <Skeleton height={68} mb={32} />
    <Skeleton height={42} />
  </div>
);
