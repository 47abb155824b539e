import type { LiveRisk, LiveScore } from "#models/realtime/board";
import classes from "./assessed-tiles.module.css";
import { viewScore } from "./bed-view";
import { RiskMeter } from "./risk-meter";
import { viewRisk } from "./risk-view";
import { ScoreTile } from "./score-tile";

interface Props {
  score: LiveScore | undefined;
  risk: LiveRisk | undefined;
  /** Whole years; undefined when not known. */
  age: number | undefined;
}

/** NEWS2 and the risk; for whom they are not made, the reason instead of a number. */
export function AssessedTiles({ score, risk, age }: Readonly<Props>) {
  const view = viewScore(score, age);
  return (
    <>
      <ScoreTile view={view} />
      {view.reason ? (
        <span className={classes.reason}>{view.reason}</span>
      ) : (
        <RiskMeter view={viewRisk(risk)} />
      )}
    </>
  );
}
