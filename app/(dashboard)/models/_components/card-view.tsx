import { SOURCE_ATTRIBUTES } from "#models/deterioration/source-attributes";
import { Facts } from "@/_components/ui/facts";
import type { CompleteCard } from "../complete-card";
import classes from "./card-view.module.css";
import { Curves } from "./curves";
import { HeadlineFigures } from "./headline-figures";
import { Part } from "./part";
import { SubgroupTable } from "./subgroup-table";

/** The card of a version, as it was verified together with its weights. */
export function CardView({ card }: Readonly<{ card: CompleteCard }>) {
  const { metrics, data } = card;
  return (
    <>
      <Part
        title="How well it did"
        about={`On ${count(metrics.patients)} patients it never saw: ${count(metrics.hours)} hours of intensive care, ${count(metrics.septicPatients)} patients septic. In brackets: 95\u00a0% intervals, whole patients drawn again.`}
      >
        <HeadlineFigures card={card} />
      </Part>
      <Part
        title="Curves"
        about="Every threshold at once, on the same patients. Each curve has its numbers below it."
      >
        <Curves metrics={metrics} />
      </Part>
      <Part
        title="For whom it does better and worse"
        about="The same figures by sex, age, unit and hospital. Small groups have wide intervals."
      >
        <SubgroupTable subgroups={metrics.subgroups} />
      </Part>
      <Part title="Limits">
        <ul className={classes.limits}>
          {card.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </Part>
      <Part title="Data it was made from">
        <div className={classes.card}>
          <Facts
            facts={[
              { term: "Source", description: `${data.source}. ${data.citation}. ${data.licence}.` },
              { term: "Window", description: data.window },
              { term: "Split", description: data.split },
              {
                term: "Patients",
                description: `${count(data.patients.train)} trained it, ${count(data.patients.tune)} tuned it, ${count(data.patients.test)} tested it`,
              },
              { term: "Alert level", description: card.thresholdChoice },
            ]}
          />
        </div>
      </Part>
      <Part
        title="Source attributes"
        about="The 31 questions of the United States' rule on predictive decision support (45 CFR 170.315(b)(11)(iv)(B)), answered for this version. The rule binds certified health IT; Wardcast is not certified."
      >
        <ol className={classes.attributes}>
          {SOURCE_ATTRIBUTES.map(({ name, title }) => (
            <li key={name}>
              <h3>{title}</h3>
              <p>{card.sourceAttributes[name].text}</p>
            </li>
          ))}
        </ol>
      </Part>
    </>
  );
}

const count = (value: number): string => value.toLocaleString("en-GB");
