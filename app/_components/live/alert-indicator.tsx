"use client";

import { useEffect } from "react";
import { useAlertCentre } from "../alerts/use-alert-centre";
import { HeaderIndicator } from "@/_components/ui/header-indicator";
import { type AlertCounts, countAlerts, PRIORITY_MARKS } from "./alert-view";
import { useConnection } from "./use-live";
import { useAreMyAlertsKnown, useMyAlerts } from "./use-my-alerts";

/** For the header of every page: whether the tab is live, and how many alerts wait for an answer. */
export function AlertIndicator() {
  const counts = countAlerts(useMyAlerts());
  const isKnown = useAreMyAlertsKnown();
  const connection = useConnection();
  const { open } = useAlertCentre();
  const { unanswered, highest } = counts;
  useTitleCount(unanswered);

  return (
    <HeaderIndicator
      connection={connection.state}
      opens={{ onPress: () => open() }}
      count={isKnown ? unanswered : undefined}
      spoken={isKnown ? describe(counts) : "Unanswered alerts: not known yet"}
      urgency={highest}
      mark={highest && PRIORITY_MARKS[highest].mark}
    />
  );
}

const describe = ({ unanswered, highest }: AlertCounts): string => {
  const count = unanswered === 1 ? "1 unanswered alert" : `${unanswered} unanswered alerts`;
  return highest ? `${count}, highest priority ${PRIORITY_MARKS[highest].words}` : count;
};

const COUNT = /^\(\d+\) /;

/** "(3) Board · Wardcast" in the tab's title, also after the page has set its own. */
function useTitleCount(count: number): void {
  useEffect(() => {
    const mark = () => {
      const bare = document.title.replace(COUNT, "");
      const wanted = count > 0 ? `(${count}) ${bare}` : bare;
      if (document.title !== wanted) document.title = wanted;
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [count]);
}
