"use client";

import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconSignature } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useContext, useState } from "react";
import type { UserId } from "#models/shared/ids";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { useAction } from "@/_components/ui/use-action";
import { signAsGiver, signAsReceiver, takeBack } from "../actions";
import type { ShownSignature, ShownSignatures } from "../shown-handover";
import { OpenSaversContext } from "./open-savers";
import classes from "./sign-off.module.css";
import type { Place } from "./use-section-saver";

interface Props {
  place: Place;
  userId: UserId;
  mayWrite: boolean;
  signatures: ShownSignatures;
  /** Of all sections when the page was drawn. */
  changes: number;
}

const UNSAVED =
  "Not signed: some words are not saved yet. Settle what is marked in red below, then sign.";

/** Two people sign, each in their own session: first who gives, then who receives. */
export function SignOff({ place, userId, mayWrite, signatures, changes }: Readonly<Props>) {
  const { given, received } = signatures;
  const open = useContext(OpenSaversContext);
  const router = useRouter();
  const { isBusy, run } = useAction();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();

  const give = async () => {
    setProblem(undefined);
    await open?.flush();
    setAsking(false);
    if (open?.hasUnsaved) return setProblem(UNSAVED);
    const seen = changes + (open?.changesSinceDrawn ?? 0);
    await run(() => signAsGiver({ ...place, seen }));
    router.refresh();
  };

  const isGiver = given?.userId === userId;
  return (
    <>
      <ProblemAlert problem={problem} />
      <div className={classes.signing}>
        <dl className={classes.signatures}>
          <Signed term="Given by" signature={given} />
          <Signed term="Received by" signature={received} />
        </dl>
        {mayWrite ? (
          <div className={classes.buttons}>
            {given ? null : (
              <Button
                leftSection={<IconSignature size={16} aria-hidden="true" />}
                loading={isBusy}
                onClick={() => setAsking(true)}
              >
                Sign as giver
              </Button>
            )}
            {given && !received && isGiver ? (
              <Button
                variant="default"
                loading={isBusy}
                onClick={() => void run(() => takeBack(place))}
              >
                Take back my signature
              </Button>
            ) : null}
            {given && !received && !isGiver ? (
              <Button
                leftSection={<IconSignature size={16} aria-hidden="true" />}
                loading={isBusy}
                onClick={() => void run(() => signAsReceiver(place))}
              >
                Sign as receiver
              </Button>
            ) : null}
          </div>
        ) : null}
        {isAsking ? (
          <ConfirmDialog
            title="Sign this handover?"
            consequence="The system's words are brought up to date and then fixed, as yours are. Nobody can change a section afterwards. You can take your signature back until somebody has received it."
            confirmLabel="Sign as giver"
            isBusy={isBusy}
            onConfirm={() => void give()}
            onClose={() => setAsking(false)}
          />
        ) : null}
      </div>
    </>
  );
}

function Signed({
  term,
  signature,
}: Readonly<{ term: string; signature: ShownSignature | undefined }>) {
  const time = useHospitalTime();
  const Icon = signature ? IconCircleCheck : IconCircleDashed;
  return (
    <div className={classes.signature} data-signed={signature ? true : undefined}>
      <Icon size={20} stroke={1.8} aria-hidden="true" />
      <dt>{term}</dt>
      <dd>{signature ? `${signature.name}, ${time.dayAndClock(signature.at)}` : "not signed"}</dd>
    </div>
  );
}
