import { Catalogue, type StandIn, type Variable } from "../deterioration/catalogue";
import { WARD_CATALOGUE } from "../deterioration/variables";
import type { RecordedVariable } from "./recorded-variable";

/** Beyond every id of the ward's own stream. */
const FIRST_ID = 1_001;

interface Choice {
  /** Followed hour by hour, after the ward's own signs. */
  followed: readonly string[];
  /** Charted by hand at the bedside: neither followed hour by hour nor a test that somebody ordered. */
  charted: readonly string[];
  standIns?: readonly { kind: string; for: string; afterMs: number }[];
}

/** What a data set records, as the ward's features read it. */
export interface OutcomeCatalogue {
  catalogue: Catalogue;
  /** By the position of the recorded variable, what the catalogue calls it. */
  ids: readonly number[];
}

/**
 * The ward's own catalogue, extended by what a data set holds beyond it, so that every feature of the deployed
 * model is computed here by the same code. What the ward reads and the data set lacks is never measured.
 */
export function outcomeCatalogue(
  recorded: readonly RecordedVariable[],
  { followed, charted, standIns = [] }: Choice,
): OutcomeCatalogue {
  const wardIds = new Map(WARD_CATALOGUE.variables.map(({ kind, id }) => [kind, id]));
  const ids = recorded.map(({ kind }, position) => wardIds.get(kind) ?? FIRST_ID + position);
  const isStandIn = (kind: string): boolean => standIns.some((one) => one.kind === kind);
  const added = recorded.flatMap((one, position): Variable[] => {
    if (wardIds.has(one.kind) || isStandIn(one.kind)) return [];
    const { kind, label, decimals, isLogarithmic } = one;
    const isSign = followed.includes(kind) || charted.includes(kind);
    return [
      {
        kind,
        id: FIRST_ID + position,
        label,
        decimals,
        isLogarithmic,
        clinicalStep: isSign ? 10 ** -decimals : undefined,
      },
    ];
  });
  const isFollowed = ({ kind }: Variable): boolean => followed.includes(kind);
  const wardSigns = WARD_CATALOGUE.chartedSigns;
  const signs = [...WARD_CATALOGUE.variables.slice(0, wardSigns), ...added.filter(isFollowed)];
  const catalogue = new Catalogue(
    [
      ...signs,
      ...WARD_CATALOGUE.variables.slice(wardSigns),
      ...added.filter((one) => !isFollowed(one)),
    ],
    signs.length,
    standIns.map((one): StandIn => ({
      id: FIRST_ID + recorded.findIndex(({ kind }) => kind === one.kind),
      kind: one.for,
      afterMs: one.afterMs,
    })),
  );
  return { catalogue, ids };
}
