"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTable } from "@tabler/icons-react";
import { useId, useState } from "react";
import { FanTable } from "../../_components/fan-table";
import type { SiteArrivals } from "../arrivals-outlook";
import { ArrivalsChart } from "./arrivals-chart";
import classes from "./arrivals-panel.module.css";
import { COMPARED, type Compared } from "./compared";

interface Props {
  site: SiteArrivals;
  /** Epoch milliseconds. */
  issuedAt: number;
}

/** The fan of a week over a past one, and its numbers behind a button. */
export function ArrivalsPanel({ site, issuedAt }: Readonly<Props>) {
  const id = useId();
  const [isOpen, { toggle }] = useDisclosure(false);
  const [compared, setCompared] = useState<Compared>("lastWeek");
  const fans = site.points.flatMap(({ forecast }) => forecast ?? []);
  const caption = `Emergency arrivals of ${site.name} by hour, in numbers`;

  return (
    <section aria-label={`Emergency arrivals by hour, ${site.name}`} className={classes.panel}>
      <header className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label="Compared with"
          value={compared}
          onChange={(value) => setCompared(value === "lastYear" ? "lastYear" : "lastWeek")}
          data={Object.entries(COMPARED).map(([value, label]) => ({ value, label }))}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconTable size={15} aria-hidden="true" />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
        >
          {isOpen ? "Hide numbers" : "Show numbers"}
        </Button>
      </header>
      <ArrivalsChart
        label={`Emergency arrivals of ${site.name} by hour: counted, forecast for 7 days, and ${COMPARED[compared].toLowerCase()}. The numbers are behind the button before it.`}
        points={site.points}
        compared={compared}
        issuedAt={issuedAt}
      />
      <div id={id}>{isOpen && <FanTable caption={caption} points={fans} />}</div>
    </section>
  );
}
