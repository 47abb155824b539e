"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTable } from "@tabler/icons-react";
import { useId } from "react";
import type { PlaceOutlook } from "#models/census/outlook";
import { FanChart } from "@/_components/charts/fan-chart";
import type { CountedPoint } from "@/_components/charts/fan-rows";
import classes from "./fan-panel.module.css";
import { FanTable } from "./fan-table";

interface Props {
  title: string;
  grain: "hour" | "day";
  place: PlaceOutlook;
  /** What it is compared with, as a line. */
  base?: PlaceOutlook | undefined;
  counted: readonly CountedPoint[];
}

/** One fan and, behind a button, its numbers. */
export function FanPanel({ title, grain, place, base, counted }: Readonly<Props>) {
  const id = useId();
  const [isOpen, { toggle }] = useDisclosure(false);
  const pointsOf = (of: PlaceOutlook) => (grain === "hour" ? of.hourly : of.daily);
  const points = pointsOf(place);
  const compared = base && pointsOf(base);
  const name = `${place.name}, ${title.toLowerCase()}`;

  return (
    <section aria-label={name} className={classes.panel}>
      <header className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
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
      <FanChart
        label={`${name}: occupied beds, counted and forecast. The numbers are behind the button before it.`}
        grain={grain}
        counted={counted}
        points={points}
        compared={compared}
        staffedBeds={place.staffedBeds}
        comparedStaffedBeds={base?.staffedBeds}
        licensedBeds={place.licensedBeds}
      />
      <div id={id}>
        {isOpen && <FanTable caption={`${name}, in numbers`} points={points} compared={compared} />}
      </div>
    </section>
  );
}
