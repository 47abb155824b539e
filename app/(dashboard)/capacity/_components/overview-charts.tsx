"use client";

import { useState } from "react";
import type { Outlook } from "#models/census/outlook";
import type { CountedPoint } from "@/_components/charts/fan-rows";
import { PlaceCharts } from "./place-charts";

interface Props {
  outlook: Outlook;
  counted: Readonly<Record<string, readonly CountedPoint[]>>;
  /** Of the address. */
  asked: string;
}

/** The charts of the place in the address; another is written there without the page being asked for anew. */
export function OverviewCharts({ outlook, counted, asked }: Readonly<Props>) {
  const [chosen, setChosen] = useState(asked);
  const choose = (code: string) => {
    setChosen(code);
    const address = new URL(window.location.href);
    address.searchParams.set("unit", code);
    window.history.replaceState(null, "", address);
  };
  return <PlaceCharts outlook={outlook} counted={counted} chosen={chosen} onChoose={choose} />;
}
