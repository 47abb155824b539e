import type { ReactNode } from "react";
import type { ModelInService } from "#db/models-in-service";
import { StatusLabel } from "@/_components/ui/status-label";
import classes from "./other-models.module.css";
import { Part } from "./part";

/** What else is shipped, and whether anybody is shown anything of it. */
export function OtherModels({ models }: Readonly<{ models: readonly ModelInService[] }>) {
  const forecast = models.find(({ name }) => name === "sign-forecast");
  return (
    <Part title="Other models">
      <ul className={classes.list}>
        <li className={classes.model}>
          <h3>Forecast of signs</h3>
          <ForecastState forecast={forecast} />
          <p>
            Where the main signs are heading in the next six hours, as a band that holds four of
            five later measurements. Shown on a patient’s page, beside what was measured.
          </p>
        </li>
        <li className={classes.model}>
          <h3>Challenge variant of deterioration</h3>
          <p>
            <StatusLabel tone="off">Never served</StatusLabel>
          </p>
          <p>
            The same network with length of stay and counts since admission among its inputs. It is
            trained for one purpose: to be compared with published results on the same data, where
            such inputs give the outcome away. On a ward it would alarm on whoever has stayed long.
          </p>
        </li>
      </ul>
    </Part>
  );
}

function ForecastState({
  forecast,
}: Readonly<{ forecast: ModelInService | undefined }>): ReactNode {
  if (!forecast || forecast.state === "absent")
    return (
      <p>
        <StatusLabel tone="off">Not installed</StatusLabel>
      </p>
    );
  if (forecast.state === "refused")
    return (
      <p>
        <StatusLabel tone="failed">Refused</StatusLabel> Version {forecast.version}:{" "}
        {forecast.refusal}. No forecast is shown.
      </p>
    );
  return (
    <p>
      <StatusLabel tone="well">In service</StatusLabel> Version {forecast.version}.{" "}
      <a href="/models/sign-forecast/card" download>
        Card as JSON
      </a>
    </p>
  );
}
