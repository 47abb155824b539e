"use client";

import { Skeleton, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { z } from "zod";
import { Facts } from "@/_components/ui/facts";
import { StatusLabel } from "@/_components/ui/status-label";
import { useHospitalTime } from "@/_components/ui/hospital-time";

const ASK_EVERY_MS = 15_000;

const Ready = z.object({
  parts: z.record(z.string(), z.object({ status: z.enum(["up", "degraded", "down"]) })),
});

const PART_TITLES: Readonly<Record<string, string>> = {
  database: "Database",
  scoring: "Scoring",
  hl7Listener: "Bedside listener",
  web: "Web",
  downtimeReport: "Downtime report",
};

const STATUS_LABELS = {
  up: <StatusLabel tone="well">Working</StatusLabel>,
  degraded: <StatusLabel tone="due">Needs attention</StatusLabel>,
  down: <StatusLabel tone="failed">Not working</StatusLabel>,
};

interface Answer {
  askedAt: number;
  /** Undefined when nothing could be learnt. */
  parts: z.infer<typeof Ready>["parts"] | undefined;
}

/** Each part of the system and whether it works, asked again every quarter of a minute. */
export function SystemReadiness() {
  const [answer, setAnswer] = useState<Answer>();
  const time = useHospitalTime();

  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      const parts = await readParts();
      if (!isGone) setAnswer({ askedAt: Date.now(), parts });
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, []);

  if (!answer) return <Skeleton height={120} aria-label="Asking the system" role="status" />;
  if (!answer.parts)
    return <StatusLabel tone="unknown">The system does not say how it is.</StatusLabel>;

  return (
    <>
      <Facts
        facts={Object.entries(answer.parts).map(([part, { status }]) => ({
          term: PART_TITLES[part] ?? part,
          description: STATUS_LABELS[status],
        }))}
      />
      <Text size="xs" c="dimmed" mt="xs">
        As of {time.clockWithSeconds(answer.askedAt)}
      </Text>
    </>
  );
}

async function readParts(): Promise<Answer["parts"]> {
  try {
    // 503 is an answer too: it names what does not work.
    const response = await fetch("/api/ready", { cache: "no-store" });
    return Ready.safeParse(await response.json()).data?.parts;
  } catch {
    return undefined;
  }
}
