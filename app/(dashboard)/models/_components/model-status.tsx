import { Code } from "@mantine/core";
import type { ModelInService } from "#db/models-in-service";
import type { ModelCard } from "#models/deterioration/model-card";
import type { ModelSignature } from "#models/deterioration/model-in-service";
import { Facts } from "@/_components/ui/facts";
import { StatusLabel, type StatusTone } from "@/_components/ui/status-label";
import { hospitalTime } from "@/_lib/hospital-time";
import classes from "./model-status.module.css";
import { Part } from "./part";

interface Props {
  model: ModelInService | undefined;
  card: ModelCard | undefined;
}

const SIGNATURES: Readonly<Record<ModelSignature, { tone: StatusTone; words: string }>> = {
  signed: { tone: "well", words: "Signed by the key this server was given" },
  unsigned: { tone: "unknown", words: "Not signed: only its digests were checked" },
  unchecked: { tone: "unknown", words: "Signed, but this server has no key to check it with" },
};

/** Which version the wards are shown, and what vouches for it; or that they are shown NEWS2 alone, and why. */
export function ModelStatus({ model, card }: Readonly<Props>) {
  const isInService = model?.state === "in-service";
  return (
    <Part
      title="Deterioration"
      aside={
        isInService && (
          // A plain link: a file is not a page, and must not be fetched ahead.
          <a href="/models/deterioration/card" download className={classes.download}>
            Card as JSON
          </a>
        )
      }
    >
      {isInService ? <InService model={model} card={card} /> : <Fallback model={model} />}
    </Part>
  );
}

function InService({ model, card }: Readonly<{ model: ModelInService; card: Props["card"] }>) {
  const signature = model.signature && SIGNATURES[model.signature];
  return (
    <div className={classes.card}>
      <p className={classes.state}>
        <StatusLabel tone="well">In service</StatusLabel>
        <span className={classes.version}>Version {model.version}</span>
        <span className={classes.since}>
          since the start of {hospitalTime().dateAndClock(model.reportedAt)}
        </span>
      </p>
      <Facts
        facts={[
          { term: "Predicts", description: card?.predicts ?? NOT_READABLE },
          { term: "Intended use", description: card?.intendedUse ?? NOT_READABLE },
          {
            term: "Signature",
            description: signature && (
              <StatusLabel tone={signature.tone}>{signature.words}</StatusLabel>
            ),
          },
          {
            term: "SHA-256",
            description: <Code className={classes.digest}>{model.manifestSha256}</Code>,
          },
        ]}
      />
    </div>
  );
}

const NOT_READABLE = "Its card is of a form this page does not read. Take it as a file.";

function Fallback({ model }: Readonly<{ model: ModelInService | undefined }>) {
  const isRefused = model?.state === "refused";
  return (
    <div className={classes.fallback}>
      <p className={classes.state}>
        <StatusLabel tone="failed">{isRefused ? "Refused" : "Not installed"}</StatusLabel>
        <strong className={classes.version}>Fallback: NEWS2 alone</strong>
      </p>
      {isRefused ? (
        <>
          <p>
            Version {model.version} was refused at the start of{" "}
            {hospitalTime().dateAndClock(model.reportedAt)}: {model.refusal}.
          </p>
          <p>
            No risk is predicted and no risk alert is raised; every board says so. Put the files of
            the release back, or sign the version with the key this server was given, and start the
            server again.
          </p>
        </>
      ) : (
        <p>
          No version of the model is there. No risk is predicted and no risk alert is raised; every
          board says so.
        </p>
      )}
    </div>
  );
}
