"use client";

import { Anchor } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { INCIDENT_KINDS } from "#models/security/incident-kind";
import { signInPath } from "@/_lib/sign-in-path";
import type { ConnectionState } from "@/_components/ui/connection-word";
import { HeaderIndicator } from "@/_components/ui/header-indicator";
import { openIncidentClient, type IncidentOnWire } from "./incident-client";
import {
  countIncidents,
  freshIn,
  goneFrom,
  isAhead,
  type IncidentLedger,
  takeAll,
  takeNews,
} from "./incident-ledger";

/**
 * For the header of an officer's every page: whether the tab is told of incidents, how many are open,
 * and a notice for each new one. What the page itself shows is drawn again with each news; `askedAt`
 * is when it was asked for, in epoch milliseconds.
 */
export function IncidentIndicator({ askedAt }: Readonly<{ askedAt: number }>) {
  const router = useRouter();
  const [state, setState] = useState<ConnectionState>("connecting");
  const [ledger, setLedger] = useState<IncidentLedger>();
  const known = useRef<IncidentLedger>(undefined);

  const take = useEffectEvent((after: IncidentLedger) => {
    const before = known.current;
    const fresh = freshIn(before, after);
    known.current = after;
    setLedger(after);
    for (const incident of fresh) announce(incident);
    for (const incidentId of goneFrom(before, after)) notifications.hide(incidentId);
    // The first answer may hold what happened after the page was read.
    if (before || isAhead(after, askedAt)) router.refresh();
  });

  useEffect(
    () =>
      openIncidentClient({
        onAll: (incidents) => {
          setState("live");
          take(takeAll(incidents));
        },
        // Before the first answer it tells nothing: the answer has it too.
        onNews: (news) => known.current && take(takeNews(known.current, news)),
        onAway: () => setState("reconnecting"),
        onEnded: leave,
      }),
    [],
  );

  const { open, unowned, worst } = countIncidents(ledger);
  return (
    <HeaderIndicator
      connection={state}
      opens={{ href: "/security" }}
      count={ledger && open}
      spoken={describe(ledger, open, unowned)}
      // The header has no louder colour than that; the page says which of the two it is.
      urgency={worst === "critical" ? "high" : worst}
    />
  );
}

const describe = (ledger: IncidentLedger, open: number, unowned: number): string => {
  if (!ledger) return "Open incidents: not known yet";
  return `${open === 1 ? "1 open incident" : `${open} open incidents`}, ${unowned} without an owner`;
};

function announce({ incidentId, number, kind, severity }: IncidentOnWire): void {
  const { title } = INCIDENT_KINDS[kind];
  notifications.show({
    id: incidentId,
    title: `New incident ${number}: ${severity}`,
    message: (
      <>
        {title}.{" "}
        <Anchor
          component={Link}
          href={`/security/incidents/${incidentId}`}
          inherit
          onClick={() => notifications.hide(incidentId)}
        >
          Open it
        </Anchor>
      </>
    ),
    color: "red",
    // Stays until somebody has seen it.
    autoClose: false,
    closeButtonProps: { "aria-label": `Dismiss the notice of incident ${number}` },
    withBorder: true,
  });
}

/** Leaves the page when the server has ended the session: what is on it must not stay. */
function leave(reason: string): void {
  const { pathname, search } = window.location;
  window.location.assign(signInPath({ reason, returnTo: pathname + search }));
}
