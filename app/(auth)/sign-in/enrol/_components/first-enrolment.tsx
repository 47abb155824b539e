"use client";

import { useState } from "react";
import { Enrolment } from "@/_components/second-factor/enrolment";
import { UNREACHABLE } from "@/_components/second-factor/problems";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { StartAgain } from "../../_components/start-again";
import { takeStep } from "../../_components/take-step";

interface Props {
  /** A path of ours, already checked. */
  destination: string;
  passkeyHost: string | undefined;
}

const TOO_LATE =
  "This took more than ten minutes. What you have set up is kept: start again with your password, and show it.";

export function FirstEnrolment({ destination, passkeyHost }: Readonly<Props>) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const enter = async () => {
    setBusy(true);
    const step = await takeStep("second-factor", { proof: JSON.stringify({ kind: "enrolment" }) });
    if (step === "taken") return window.location.assign(destination);
    setProblem(step === "refused" ? TOO_LATE : UNREACHABLE);
    setBusy(false);
  };

  return (
    <>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <Enrolment
        passkeyHost={passkeyHost}
        doneLabel="Go on"
        isBusy={isBusy}
        onDone={() => void enter()}
        intro="A password alone opens nothing here: it can be guessed, seen or stolen. Choose what you will show with it from now on."
      >
        <StartAgain />
      </Enrolment>
    </>
  );
}
