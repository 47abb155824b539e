"use client";

import type { GivenProof, SecondFactorWays } from "#models/access/second-factor";
import { DemoCode } from "@/_components/second-factor/demo-code";
import { PROOF_REFUSED, UNREACHABLE } from "@/_components/second-factor/problems";
import { ProofForm } from "@/_components/second-factor/proof-form";
import { askOwnPasskey } from "../../actions";
import { StartAgain } from "../../_components/start-again";
import { takeStep } from "../../_components/take-step";

interface Props {
  /** A path of ours, already checked. */
  destination: string;
  ways: SecondFactorWays;
  passkeyHost: string | undefined;
  /** Of a demonstration: whose codes a command prints. */
  demoEmail: string | undefined;
}

const TOO_LATE = "This took more than ten minutes. Start again with your password.";

export function SecondFactorForm({ destination, ways, passkeyHost, demoEmail }: Readonly<Props>) {
  const show = async (proof: GivenProof): Promise<string | undefined> => {
    const step = await takeStep("second-factor", { proof: JSON.stringify(proof) });
    if (step !== "taken") return step === "refused" ? PROOF_REFUSED : UNREACHABLE;
    // A whole new page: nothing that was rendered for somebody else survives.
    window.location.assign(destination);
    return undefined;
  };

  const askPasskey = async () => {
    const answer = await askOwnPasskey().catch(() => undefined);
    if (!answer) return { ok: false, error: UNREACHABLE } as const;
    return answer.ok ? answer : ({ ok: false, error: TOO_LATE } as const);
  };

  return (
    <>
      <ProofForm
        ways={ways}
        passkeyHost={passkeyHost}
        submitLabel="Sign in"
        askPasskey={askPasskey}
        show={show}
      />
      <StartAgain />
      {demoEmail && ways.hasTotp ? <DemoCode email={demoEmail} /> : null}
    </>
  );
}
