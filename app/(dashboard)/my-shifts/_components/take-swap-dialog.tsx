"use client";

import { Alert, Button, Group, Loader, Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import type { OwnHours, OwnSwap, SwapEffect } from "#models/realtime/my-shifts";
import { useLive } from "@/_components/live/live-provider";
import { hoursInWords } from "./date-words";
import { useShiftWords } from "./shift-words";
import classes from "./take-swap-dialog.module.css";
import type { MyShiftsWork } from "./use-my-shifts";

interface Props {
  swap: OwnSwap;
  hours: readonly OwnHours[];
  work: MyShiftsWork;
  onClose: () => void;
}

/** What one would work, give, and rest, before one takes what a colleague offers. */
export function TakeSwapDialog({ swap, hours, work, onClose }: Readonly<Props>) {
  const words = useShiftWords();
  const effect = useSwapEffect(swap);
  const { gives, wants, giver, swapId } = swap;
  const known = effect === "failed" ? undefined : effect;

  const take = async () => {
    const done = await work.act({ type: "accept-swap", swapId });
    if (!done) return;
    onClose();
    work.say(
      done.waits
        ? "Taken. It waits to be approved; until then you can take it back under Your swaps."
        : "The shift is yours.",
    );
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={wants ? "Exchange these shifts?" : "Take this shift?"}
      withCloseButton={false}
    >
      <dl className={classes.facts}>
        <dt>You work</dt>
        <dd>
          <strong>{words(gives)}</strong>, instead of {giver}
        </dd>
        <dt>You give</dt>
        <dd>
          {wants ? (
            <>
              <strong>{words(wants)}</strong>, to {giver}
            </>
          ) : (
            "Nothing: your other shifts stay as they are"
          )}
        </dd>
        {known && (
          <>
            <dt>Hours</dt>
            <dd>{hoursAfter(swap, known, hours)}</dd>
            <dt>Rest</dt>
            <dd>{restInWords(known)}</dd>
          </>
        )}
      </dl>
      {effect === undefined && (
        <Group role="status" gap="xs">
          <Loader size="sm" /> Looking what it does to your hours and rest
        </Group>
      )}
      {effect === "failed" && (
        <Alert color="red">
          What it does to your hours and rest could not be found out. Close this and try again.
        </Alert>
      )}
      {known?.hindrance && (
        <Alert color="red" title="You cannot take it">
          {known.hindrance}
        </Alert>
      )}
      {known && !known.hindrance && (
        <p className={classes.then}>
          {known.waits
            ? "Somebody approves it first. Until then you can take it back."
            : "It is yours at once. To be rid of it again you would have to offer it to others."}
        </p>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Not now
        </Button>
        <Button
          disabled={!known || known.hindrance !== null}
          loading={work.busy === "accept-swap"}
          onClick={() => void take()}
        >
          {wants ? "Exchange" : "Take it"}
        </Button>
      </Group>
    </Modal>
  );
}

/** Asked once: whoever takes it is judged anew. */
function useSwapEffect({ swapId }: OwnSwap): SwapEffect | "failed" | undefined {
  const { myShifts } = useLive().client;
  const [effect, setEffect] = useState<SwapEffect | "failed">();
  useEffect(() => {
    let isStale = false;
    void myShifts.swapEffect({ swapId }).then((answer) => {
      if (!isStale) setEffect(answer.ok ? answer.value : "failed");
    });
    return () => {
      isStale = true;
    };
  }, [myShifts, swapId]);
  return effect;
}

function hoursAfter(
  { gives }: OwnSwap,
  { paidMinutes }: SwapEffect,
  hours: readonly OwnHours[],
): string {
  const change =
    paidMinutes === 0
      ? "As many as now"
      : `${hoursInWords(Math.abs(paidMinutes))} ${paidMinutes > 0 ? "more" : "fewer"}`;
  const roster = hours.find(({ rosterId }) => rosterId === gives.rosterId);
  if (!roster) return change;
  const { workedMinutes, plannedMinutes, leaveMinutes, contractMinutes } = roster;
  const after = workedMinutes + plannedMinutes + leaveMinutes + paidMinutes;
  const over = after - contractMinutes;
  const against =
    over === 0
      ? "as by your contract"
      : `${hoursInWords(Math.abs(over))} ${over > 0 ? "over" : "under"} your contract`;
  return `${change}: ${hoursInWords(after)} in this roster, ${against}`;
}

function restInWords({ restHoursBefore, restHoursAfter }: SwapEffect): string {
  const side = (hours: number | null, where: string) =>
    hours === null ? `no shift known ${where}` : `${hoursOff(hours)} off ${where}`;
  const said = `${side(restHoursBefore, "before")}, ${side(restHoursAfter, "after")}`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const hoursOff = (hours: number): string =>
  hours < 48 ? `${Math.floor(hours * 10) / 10} h` : `${Math.floor(hours / 24)} days`;
