"use client";

import { VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import { useEffect } from "react";
import { countAlerts, PRIORITY_MARKS } from "./alert-view";
import classes from "./alert-indicator.module.css";
import { CONNECTION_WORDS } from "./connection-view";
import { useConnection } from "./use-live";
import { useMyAlerts } from "./use-my-alerts";

/** For the header of every page: whether the tab is live, and how many alerts wait for an answer. */
export function AlertIndicator() {
  const { unanswered, highest } = countAlerts(useMyAlerts());
  const connection = useConnection();
  useTitleCount(unanswered);

  return (
    <div className={classes.indicator}>
      <span className={classes.connection} data-state={connection.state}>
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.words}>{CONNECTION_WORDS[connection.state]}</span>
      </span>
      <Link href="/alerts" className={classes.count} data-priority={highest}>
        {highest && <span aria-hidden="true">{PRIORITY_MARKS[highest].mark}</span>}
        <span aria-hidden="true">{unanswered}</span>
        <VisuallyHidden>
          {unanswered === 1 ? "1 unanswered alert" : `${unanswered} unanswered alerts`}
          {highest && `, highest priority ${PRIORITY_MARKS[highest].words}`}
        </VisuallyHidden>
      </Link>
    </div>
  );
}

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
