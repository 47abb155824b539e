import { Alert } from "@mantine/core";
import { hospitalTime } from "@/_lib/hospital-time";
import type { StaffingSince } from "../staffing-since";

interface Props {
  since: StaffingSince | undefined;
  issuedAt: Date;
}

/** Why figures of staffed beds on one page differ: those of now, and those a forecast was made with. */
export function StaffingNotice({ since, issuedAt }: Readonly<Props>) {
  if (!since) return null;
  const { inForecast, now } = since;
  return (
    <Alert color="yellow" variant="outline" mb="md" c="var(--wc-ink)">
      {`The bed forecast of ${hospitalTime().dayAndClock(issuedAt)} was made with ${inForecast} staffed beds; `}
      {now === inForecast ? "as many are set now, in other units." : `${now} are set now.`}
      {" Its probabilities become those of now with the next forecast, at the full hour."}
    </Alert>
  );
}
