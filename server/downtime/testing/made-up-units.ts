import type { UnitCensus } from "#models/downtime/unit-census";
import { BedId, EncounterId, UnitId } from "#models/shared/ids";

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Units of twelve taken beds, of nobody's signs: for tests of files, which do not care. */
export const madeUpUnits = (count: number): UnitCensus[] =>
  Array.from({ length: count }, (_, at) => ({
    code: `U${at}`,
    name: `Unit ${at}`,
    medicalRecords: new Map(),
    snapshot: {
      unitId: UnitId.parse(uuid(at)),
      sentAt: 0,
      alerts: [],
      alertSequence: 0,
      technical: [],
      system: { database: "up", scoring: "up", model: "in-service", feed: "up", since: 0 },
      beds: Array.from({ length: 12 }, (_, bed) => ({
        bedId: BedId.parse(uuid(1_000 + at * 100 + bed)),
        label: String(bed),
        occupant: {
          encounterId: EncounterId.parse(uuid(9_000 + at * 100 + bed)),
          name: "Made-up, Patient",
          age: 70,
          sex: "female",
          admittedAt: 0,
          oxygenScale: 1,
        },
        signs: {},
        trend: [],
        score: undefined,
        risk: undefined,
        receivedAt: undefined,
        technical: [],
        feedOffsetMs: 0,
      })),
    },
  }));
