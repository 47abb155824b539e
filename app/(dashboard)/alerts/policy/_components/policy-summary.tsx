import type { AlertPolicy } from "#models/alerts/alert-policy";
import { policyCautions, policyInWords } from "#models/alerts/policy-words";
import classes from "./policy-summary.module.css";

/** What a policy does, in sentences, and what of it may be a slip. */
export const PolicySummary = ({ policy }: Readonly<{ policy: AlertPolicy }>) => (
  <>
    <Cautions policy={policy} />
    {policyInWords(policy).map(({ title, sentences }) => (
      <div key={title} className={classes.paragraph}>
        <h3 className={classes.title}>{title}</h3>
        <ul className={classes.sentences}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    ))}
  </>
);

export function Cautions({ policy }: Readonly<{ policy: AlertPolicy }>) {
  const cautions = policyCautions(policy);
  if (cautions.length === 0) return null;
  return (
    <div className={classes.cautions} role="note" aria-label="Look again">
      <strong>Look again</strong>
      <ul className={classes.sentences}>
        {cautions.map((caution) => (
          <li key={caution}>{caution}</li>
        ))}
      </ul>
    </div>
  );
}
