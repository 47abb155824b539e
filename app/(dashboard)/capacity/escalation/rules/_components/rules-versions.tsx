"use client";

import { Button } from "@mantine/core";
import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import type { EscalationRules, EscalationRulesVersion } from "#models/escalation/escalation-rules";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { RecordTable } from "@/_components/ui/record-table";
import classes from "./rules-editor.module.css";

interface Props {
  versions: readonly EscalationRulesVersion[];
  onUse: (rules: EscalationRules) => void;
}

/** Every version with who made it and when; the newest first, the house's last. */
export function RulesVersions({ versions, onUse }: Readonly<Props>) {
  const time = useHospitalTime();
  const house = {
    ...{ version: 0, rules: DEFAULT_ESCALATION_RULES },
    madeAt: undefined,
    madeBy: undefined,
  };
  const rows: EscalationRulesVersion[] = [...versions, house];
  const newest = rows[0]?.version;
  return (
    <section aria-label="Versions" className={classes.versions}>
      <h2 className={classes.part}>Versions</h2>
      <RecordTable
        caption="Versions of the escalation rules"
        rows={rows}
        rowKey={({ version }) => String(version)}
        empty=""
        columns={[
          {
            title: "Version",
            isHeader: true,
            cell: ({ version }) => (version === 0 ? "House default" : `Version ${version}`),
          },
          { title: "Made by", cell: ({ version, madeBy }) => madeByWords(version, madeBy) },
          { title: "Made", cell: ({ madeAt }) => (madeAt ? time.dateAndClock(madeAt) : "–") },
          {
            title: "Use",
            isTitleHidden: true,
            cell: ({ version, rules }) =>
              version === newest ? (
                "In force"
              ) : (
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => {
                    onUse(rules);
                    window.scrollTo({ top: 0, behavior: "smooth" });
                  }}
                  aria-label={`Use ${version === 0 ? "the house default" : `version ${version}`} again`}
                >
                  Use this again
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}

const madeByWords = (version: number, madeBy: string | undefined): string =>
  version === 0 ? "What every hospital starts with" : (madeBy ?? "A former colleague");
