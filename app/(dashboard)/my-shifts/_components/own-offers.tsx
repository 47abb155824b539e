"use client";

import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { OwnOfferOnWire, SickCallConflict } from "#models/realtime/sick-calls";
import type { ShiftOfferState } from "#models/sick-calls/sick-call";
import { useLive } from "@/_components/live/live-provider";
import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { sayNotDone } from "@/_components/ui/say-not-done";
import classes from "./own-offers.module.css";

const OVER: Readonly<Record<Exclude<ShiftOfferState, "offered">, string>> = {
  accepted: "The shift is yours.",
  declined: "You have declined.",
  late: "Taken: somebody else was first.",
  withdrawn: "Not needed any more.",
  expired: "The offer has expired.",
};

const PAID_AS = {
  contract: "within your contract",
  overtime: "as overtime",
  bank: "as a bank shift",
  agency: "by the agency",
} as const;

/** Shifts that somebody else cannot work and one is asked for, before everything else. */
export function OwnOffers() {
  const offers = useOwnOffers();
  if (!offers || offers.length === 0) return null;
  return (
    <section aria-label="You are asked" aria-live="polite" className={classes.offers}>
      {offers.map((offer) => (
        <Offer key={offer.shiftOfferId} offer={offer} />
      ))}
    </section>
  );
}

function Offer({ offer }: Readonly<{ offer: OwnOfferOnWire }>) {
  const { client } = useLive();
  const time = useHospitalTime();
  const [busy, setBusy] = useState<"accept" | "decline">();
  const { shiftOfferId, shiftName, unitName, startsAt, endsAt, expiresAt, paidAs } = offer;
  const isOver = useAtNow((now) => expiresAt <= now);
  const state = offer.state === "offered" && isOver ? "expired" : offer.state;
  const when = `${time.day(startsAt)}, ${time.clock(startsAt)}–${time.clock(endsAt)}`;

  const give = async (answer: "accept" | "decline") => {
    setBusy(answer);
    const answered = await client.sickCalls.answer(shiftOfferId, answer);
    setBusy(undefined);
    if (answered.ok) return;
    const conflict = conflictOf(answered.error);
    sayNotDone(
      conflict?.reason === "rules-broken"
        ? "A rule that must hold for you would be broken by now, so you cannot take it."
        : (conflict?.says ?? "The server did not answer. Look at your shifts, and try again."),
    );
  };

  return (
    <article className={classes.offer} data-state={state} aria-label={`${shiftName}, ${when}`}>
      <p className={classes.kicker}>
        {state === "offered" ? "Can you take this shift?" : OVER[state]}
      </p>
      <p className={classes.when}>{when}</p>
      <p className={classes.where}>
        {shiftName}, {unitName}, {PAID_AS[paidAs]}
      </p>
      {state === "offered" && (
        <>
          <div className={classes.answers}>
            <Button
              size="lg"
              loading={busy === "accept"}
              disabled={busy !== undefined}
              onClick={() => void give("accept")}
            >
              Accept
            </Button>
            <Button
              size="lg"
              variant="default"
              loading={busy === "decline"}
              disabled={busy !== undefined}
              onClick={() => void give("decline")}
            >
              Decline
            </Button>
          </div>
          <p className={classes.quiet}>
            The first who accepts has it. Answer by {time.dayAndClock(expiresAt)}.
          </p>
        </>
      )}
    </article>
  );
}

const conflictOf = (error: { conflict?: SickCallConflict } | { code: string }) =>
  "conflict" in error ? error.conflict : undefined;

/** As the server tells of them: those to be answered first. */
function useOwnOffers(): readonly OwnOfferOnWire[] | undefined {
  const { client } = useLive();
  const [offers, setOffers] = useState<readonly OwnOfferOnWire[]>();
  useEffect(
    () =>
      client.sickCalls.watchOwnOffers({
        onAll: setOffers,
        onChanged: (changed) =>
          setOffers((known) => [
            ...(known ?? []).filter(({ shiftOfferId }) => shiftOfferId !== changed.shiftOfferId),
            changed,
          ]),
      }),
    [client],
  );
  return offers?.toSorted(
    (a, b) =>
      Number(b.state === "offered") - Number(a.state === "offered") || a.startsAt - b.startsAt,
  );
}
