import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testIdentifiers } from "#db/testing/test-identifiers";
import { MOST_HELD, listQuarantined, requestReplay } from "#db/quarantine";
import { quarantineState } from "./quarantine-state";
import { adt, heartRate, oru } from "./testing/messages";
import { type TestHospital, openTestHospital, visitIndex } from "./testing/hospital";

let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(() => hospital.stop());

const receive = async (content: string): Promise<string> => {
  const answers = await hospital.ingest.openConversation().receive(Buffer.from(content));
  return answers.join("");
};
const codeOf = (answer: string): string => /MSA\|(\w\w)/.exec(answer)?.[1] ?? "none";
const errOf = (answer: string): string | undefined => /\rERR\|([^\r]*)/.exec(answer)?.[1];

const bedOf = async (visit: string): Promise<string | undefined> => {
  const { rows } = await hospital.database.pool.query<{ bed: string }>(
    `select unit.code || ' ' || bed.label as bed
       from bed_stays as stay
       join beds as bed using (bed_id)
       join units as unit using (unit_id)
       join encounters as encounter using (encounter_id)
      where encounter.visit_number_index = $1
        and upper_inf(stay.during)`,
    [visitIndex(visit)],
  );
  return rows[0]?.bed;
};
const signsOf = async (visit: string) => {
  const { rows } = await hospital.database.pool.query<{ kind: number; value: number }>(
    `select kind, value
       from vital_signs
       join encounters as encounter using (encounter_id)
      where encounter.visit_number_index = $1
      order by observed_at, kind`,
    [visitIndex(visit)],
  );
  return rows;
};

let last = 0;
const newPatient = (bed: string) => {
  last += 1;
  return { record: `R${last}`, visit: `V${last}`, unit: "SICU", bed };
};

describe("admission, transfer, discharge", () => {
  it("moves an encounter through the hospital and takes each step back", async () => {
    const patient = newPatient("01");
    expect(codeOf(await receive(adt("A01", patient)))).toBe("AA");
    expect(await bedOf(patient.visit)).toBe("SICU 01");

    const elsewhere = { ...patient, unit: "MICU", bed: "03" };
    expect(codeOf(await receive(adt("A02", elsewhere, "20260301090000+0000")))).toBe("AA");
    expect(await bedOf(patient.visit)).toBe("MICU 03");

    expect(codeOf(await receive(adt("A12", patient, "20260301093000+0000")))).toBe("AA");
    expect(await bedOf(patient.visit)).toBe("SICU 01");

    expect(codeOf(await receive(adt("A03", patient, "20260301100000+0000")))).toBe("AA");
    expect(await bedOf(patient.visit)).toBeUndefined();

    expect(codeOf(await receive(adt("A13", patient, "20260301101000+0000")))).toBe("AA");
    expect(await bedOf(patient.visit)).toBe("SICU 01");

    expect(codeOf(await receive(adt("A11", patient, "20260301102000+0000")))).toBe("AA");
    expect(await bedOf(patient.visit)).toBeUndefined();
  });

  it("carries the same message out once", async () => {
    const patient = newPatient("02");
    const admission = adt("A01", patient);
    await receive(admission);
    const movedBefore = hospital.moved.length;

    expect(codeOf(await receive(admission))).toBe("AA");
    expect(hospital.moved).toHaveLength(movedBefore);
  });

  it("gives no bed twice, and says which field is at fault", async () => {
    await receive(adt("A01", newPatient("03")));
    const answer = await receive(adt("A01", newPatient("03")));

    expect(codeOf(answer)).toBe("AE");
    expect(errOf(answer)).toMatch(/^\|PV1\^1\^3\|205\^/);
  });

  it("refuses a transfer older than the last one", async () => {
    const patient = newPatient("04");
    await receive(adt("A01", patient));
    await receive(adt("A02", { ...patient, bed: "05" }, "20260301110000+0000"));

    const late = await receive(adt("A02", { ...patient, bed: "06" }, "20260301103000+0000"));
    expect(codeOf(late)).toBe("AE");
    expect(await bedOf(patient.visit)).toBe("SICU 05");
  });

  it("names what it does not know", async () => {
    const patient = { ...newPatient("99") };
    expect(errOf(await receive(adt("A01", patient)))).toMatch(/^\|PV1\^1\^3\|204/);
    expect(errOf(await receive(adt("A08", newPatient("01"))))).toMatch(/^\|PV1\^1\^19\|204/);
  });

  it("never touches a visit that belongs to another patient", async () => {
    const patient = newPatient("07");
    await receive(adt("A01", patient));
    const answer = await receive(adt("A03", { ...patient, record: "SOMEBODY-ELSE" }));

    expect(errOf(answer)).toMatch(/^\|PID\^1\^3\|204/);
    expect(await bedOf(patient.visit)).toBe("SICU 07");
  });
});

describe("observations", () => {
  it("are stored once, announced after, and kept with a reason when refused", async () => {
    const patient = newPatient("10");
    await receive(adt("A01", patient));
    const message = oru(patient, [
      heartRate("72"),
      "OBX|2|NM|99999-9^Unknown^LN||1|/min|||||F",
      "OBX|3|NM|150344^MDC_TEMP^MDC||98.6|266560^MDC_DIM_FAHR^MDC|||||R",
      "OBX|4|NM|59408-5^SpO2^LN||720|%|||||F",
      "OBX|5|SN|9279-1^RR^LN||<^2|/min|||||F",
      "OBX|6|NM|9279-1^RR^LN||18|mg/dL|||||F",
      "OBX|7|NM|9279-1^RR^LN||18|/min|||||F|||20260301130000+0000",
    ]);
    expect(codeOf(await receive(message))).toBe("AA");
    expect(codeOf(await receive(message))).toBe("AA");

    const signs = await signsOf(patient.visit);
    expect(signs.map(({ kind, value }) => [kind, Math.round(value * 10) / 10])).toEqual([
      [1, 72],
      [4, 37],
    ]);
    const { rows } = await hospital.database.pool.query<{ reason: string }>(
      `select position || ' ' || reason as reason
         from rejected_observations
         join encounters using (encounter_id)
        where visit_number_index = $1
        order by position`,
      [visitIndex(patient.visit)],
    );
    expect(rows.map(({ reason }) => reason)).toEqual([
      "2 unknown-code",
      "4 implausible",
      "5 malformed-value",
      "6 wrong-unit",
      "7 in-the-future",
    ]);
    const told = hospital.recorded.filter(
      ({ encounter }) => encounter.visitNumber === patient.visit,
    );
    expect(told[0]?.observations).toHaveLength(2);
  });

  it("are replaced by a correction", async () => {
    const patient = newPatient("11");
    await receive(adt("A01", patient));
    await receive(oru(patient, [heartRate("172")]));
    await receive(oru(patient, [heartRate("72", "C")]));
    await receive(oru(patient, [heartRate("172")]));

    expect(await signsOf(patient.visit)).toEqual([{ kind: 1, value: 72 }]);
  });

  it("of a known visit with another patient's record are refused", async () => {
    const patient = newPatient("12");
    const other = newPatient("13");
    await receive(adt("A01", patient));
    await receive(adt("A01", other));

    const mixed = await receive(oru({ ...patient, record: other.record }, [heartRate("60")]));
    expect(errOf(mixed)).toMatch(/^\|PID\^1\^3/);
    const inOthersBed = await receive(oru({ ...patient, bed: other.bed }, [heartRate("60")]));
    expect(errOf(inOthersBed)).toMatch(/^\|PV1\^1\^3/);
    expect(await signsOf(patient.visit)).toEqual([]);
  });

  it("reach the directory of the admission just before on the same connection", async () => {
    const patient = newPatient("14");
    const conversation = hospital.ingest.openConversation();
    const answers = await Promise.all(
      [
        adt("A01", patient),
        oru(patient, [heartRate("61")]),
        adt("A03", patient, "20260301130000+0000"),
      ].map((message) => conversation.receive(Buffer.from(message))),
    );
    expect(answers.flat().map(codeOf)).toEqual(["AA", "AA", "AA"]);
    expect(await signsOf(patient.visit)).toEqual([{ kind: 1, value: 61 }]);
  });
});

describe("quarantine", () => {
  it("holds a refused message once, and replays it when asked", async () => {
    const patient = newPatient("15");
    const early = oru(patient, [heartRate("63")], { controlId: "EARLY" });
    await receive(early);
    await receive(early);

    const find = async () =>
      (await listQuarantined(hospital.database.pool)).find(
        ({ controlId }) => controlId === "EARLY",
      );
    const held = await find();
    expect(held).toMatchObject({
      reason: "unknown-patient",
      segment: "PID",
      field: 3,
      repetitions: 1,
    });

    await requestReplay(hospital.database.pool, held?.quarantineId ?? "", "test");
    expect(await hospital.ingest.replayRequested()).toBe(0);
    expect(await find()).toMatchObject({ status: "held", repetitions: 2 });

    await receive(adt("A01", patient));
    await requestReplay(hospital.database.pool, held?.quarantineId ?? "", "test");
    expect(await hospital.ingest.replayRequested()).toBe(1);
    expect(await find()).toBeUndefined();
    expect(await signsOf(patient.visit)).toEqual([{ kind: 1, value: 63 }]);
  });
});

describe("a quarantine without room", () => {
  it("says how many messages are lost, and still counts one it holds", async () => {
    const { pool } = hospital.database;
    const held = oru(newPatient("98"), [heartRate("64")], { controlId: "HELD" });
    await receive(held);
    await pool.query(
      `insert into quarantined_messages (sender, reason, content_sealed, digest)
       select 'FLOOD', 'not-hl7', '\\x00'::bytea, sha256(number::text::bytea)
         from generate_series(1, $1) as number`,
      [MOST_HELD],
    );
    const lost = () => hospital.complaints.filter((text) => text.includes("quarantine is full"));

    expect(codeOf(await receive(held))).toBe("AE");
    expect(lost()).toHaveLength(0);
    expect(codeOf(await receive(oru(newPatient("98"), [heartRate("65")])))).toBe("AE");
    expect(lost()).toHaveLength(1);
    expect(await quarantineState(pool)).toMatch(/^quarantine is full: \d+ messages wait/);

    const { rows } = await pool.query(
      "select repetitions from quarantined_messages where control_id = 'HELD'",
    );
    expect(rows).toEqual([{ repetitions: 1 }]);
    await pool.query("delete from quarantined_messages where sender = 'FLOOD'");
    expect(await quarantineState(pool)).toBeUndefined();
  });
});

describe("acknowledgements", () => {
  it.each([
    ["AL", "NE", ["CA"]],
    ["NE", "AL", ["AA"]],
    ["AL", "AL", ["CA", "AA"]],
    ["SU", "ER", ["CA"]],
    ["ER", "NE", []],
  ] as const)(
    "follow MSH-15 %s and MSH-16 %s when all is well",
    async (accept, application, codes) => {
      const patient = newPatient("16");
      await hospital.ingest
        .openConversation()
        .receive(Buffer.from(adt("A01", { ...patient, bed: "" })));
      const message = adt("A08", patient, undefined, { conditions: [accept, application] });
      const answers = await hospital.ingest.openConversation().receive(Buffer.from(message));
      expect(answers.map(codeOf)).toEqual(codes);
    },
  );

  it("reject what this door does not take", async () => {
    const patient = newPatient("17");
    const reject = async (message: string) => {
      const answer = await receive(message);
      return [codeOf(answer), /\|(20\d|100)\^/.exec(answer)?.[1]];
    };
    expect(await reject(adt("A40", patient))).toEqual(["AR", "201"]);
    expect(await reject(adt("A01", patient).replace("ADT^A01", "ORM^O01"))).toEqual(["AR", "200"]);
    expect(await reject(adt("A01", patient, undefined, { version: "3.0" }))).toEqual(["AR", "203"]);
    expect(await reject(adt("A01", patient, undefined, { processingId: "" }))).toEqual([
      "AR",
      "202",
    ]);
    expect(await reject("hello")).toEqual(["AR", "100"]);
  });
});

describe("what no event may do", () => {
  const expectRefused = async (message: string, place: RegExp) => {
    const answer = await receive(message);
    expect([codeOf(answer), errOf(answer)]).toEqual(["AE", expect.stringMatching(place)]);
  };

  it("takes back no discharge and no transfer that never was", async () => {
    const patient = newPatient("18");
    await receive(adt("A01", patient));
    await expectRefused(adt("A13", patient, "20260301090000+0000"), /^\|PV1\^1\^19\|207/);
    await expectRefused(adt("A12", patient, "20260301090000+0000"), /^\|PV1\^1\^3\|207/);
    expect(await bedOf(patient.visit)).toBe("SICU 18");
  });

  it("returns a discharged patient into the bed the cancel names", async () => {
    const patient = newPatient("19");
    await receive(adt("A01", patient));
    await receive(adt("A03", patient, "20260301090000+0000"));
    await receive(adt("A01", newPatient("19"), "20260301093000+0000"));
    await expectRefused(adt("A13", patient, "20260301100000+0000"), /^\|PV1\^1\^3\|205/);

    const other = { ...patient, bed: "20" };
    expect(codeOf(await receive(adt("A13", other, "20260301100000+0000")))).toBe("AA");
    expect(await bedOf(patient.visit)).toBe("SICU 20");
  });

  it("takes a transfer into a bed, and out of one, back to where the patient waited or lay", async () => {
    const waiting = { ...newPatient(""), unit: "ED" };
    const inBed = { ...waiting, unit: "MICU", bed: "10" };
    await receive(adt("A01", waiting));
    await receive(adt("A02", inBed, "20260301090000+0000"));
    expect(codeOf(await receive(adt("A12", waiting, "20260301091000+0000")))).toBe("AA");
    expect(await bedOf(waiting.visit)).toBeUndefined();

    await receive(adt("A02", inBed, "20260301092000+0000"));
    await receive(adt("A02", waiting, "20260301093000+0000"));
    expect(codeOf(await receive(adt("A12", inBed, "20260301094000+0000")))).toBe("AA");
    expect(await bedOf(waiting.visit)).toBe("MICU 10");
  });

  it("is not dated ahead of the message that tells of it", async () => {
    const patient = { ...newPatient("11"), unit: "MICU" };
    await expectRefused(adt("A01", patient, "20260303080000+0000"), /^\|EVN\^1\^2\|102/);
    expect(codeOf(await receive(adt("A01", patient)))).toBe("AA");
  });
});

describe("a value taken back", () => {
  const rejectedOf = async (visit: string) => {
    const { rows } = await hospital.database.pool.query<{
      id: string;
      reason: string;
      sealed: Buffer;
    }>(
      `select rejected_id::text as id,
              reason,
              value_sealed as sealed
         from rejected_observations
         join encounters using (encounter_id)
        where visit_number_index = $1
        order by rejected_id`,
      [visitIndex(visit)],
    );
    return rows.map(({ id, reason, sealed }) => ({
      reason,
      value: testIdentifiers.open("rejected_observations.value", id, sealed),
    }));
  };

  it.each(["D", "W", "X"])("with status %s leaves the chart, and a trace of it", async (status) => {
    const patient = { ...newPatient(`1${"DWX".indexOf(status) + 2}`), unit: "MICU" };
    await receive(adt("A01", patient));
    await receive(oru(patient, [heartRate("172"), heartRate("71", "F", "20260301115800+0000")]));
    expect(codeOf(await receive(oru(patient, [heartRate("", status)])))).toBe("AA");

    expect(await signsOf(patient.visit)).toEqual([{ kind: 1, value: 71 }]);
    expect(await rejectedOf(patient.visit)).toEqual([{ reason: "withdrawn", value: "172" }]);
    expect(hospital.recorded.at(-1)?.withdrawals).toMatchObject([{ kind: 1 }]);
  });

  it("is not what a sensor takes back that obtains nothing beside one that does", async () => {
    const patient = { ...newPatient("15"), unit: "MICU" };
    await receive(adt("A01", patient));
    await receive(oru(patient, [heartRate("72"), heartRate("", "X")]));
    await receive(oru(patient, [heartRate("", "X", "20260301115500+0000")]));

    expect(await signsOf(patient.visit)).toEqual([{ kind: 1, value: 72 }]);
    expect(await rejectedOf(patient.visit)).toEqual([]);
  });

  it("stands again when it is corrected after that", async () => {
    const patient = { ...newPatient("16"), unit: "MICU" };
    await receive(adt("A01", patient));
    const conversation = hospital.ingest.openConversation();
    const send = (obx: string) => conversation.receive(Buffer.from(oru(patient, [obx])));
    await Promise.all([
      send(heartRate("172")),
      send(heartRate("", "W")),
      send(heartRate("72", "C")),
    ]);
    expect(await signsOf(patient.visit)).toEqual([{ kind: 1, value: 72 }]);
  });
});

describe("late results", () => {
  it("of a patient who has left are charted where they belong", async () => {
    const patient = { ...newPatient("17"), unit: "MICU" };
    await receive(adt("A01", patient));
    await receive(adt("A03", patient, "20260301100000+0000"));
    const recordedBefore = hospital.recorded.length;
    const at = (time: string) => heartRate("66", "F", `20260301${time}+0000`);

    expect(codeOf(await receive(oru(patient, [at("093000")])))).toBe("AA");
    expect(codeOf(await receive(oru({ ...patient, visit: "" }, [at("093100")])))).toBe("AA");
    expect(await signsOf(patient.visit)).toHaveLength(2);
    expect(hospital.recorded).toHaveLength(recordedBefore);

    expect(errOf(await receive(oru(patient, [at("103000")])))).toMatch(/^\|PID\^1\^3\|204/);
    const mixed = oru({ ...patient, record: "R1" }, [at("093200")]);
    expect(errOf(await receive(mixed))).toMatch(/^\|PID\^1\^3\|204/);
    expect(await signsOf(patient.visit)).toHaveLength(2);
  });
});

describe("values of another time, from a feed that names no visit", () => {
  const atTen = (value: string) => heartRate(value, "F", "20260301100000+0000");
  const named = newPatient("19");
  const first = { ...named, unit: "MICU" };
  const second = { ...first, record: "SECOND", visit: "SECOND-V" };
  const bedAlone = { ...first, record: "", visit: "" };

  it("go to who was in the bed then", async () => {
    await receive(adt("A01", first));
    await receive(adt("A03", first, "20260301110000+0000"));
    await receive(adt("A01", second, "20260301113000+0000"));

    expect(codeOf(await receive(oru(bedAlone, [atTen("58")])))).toBe("AA");
    expect(await signsOf(first.visit)).toEqual([{ kind: 1, value: 58 }]);
    expect(await signsOf(second.visit)).toEqual([]);
  });

  it("of a time when the bed was empty are refused", async () => {
    const between = heartRate("58", "F", "20260301111500+0000");
    expect(errOf(await receive(oru(bedAlone, [between])))).toMatch(/^\|PV1\^1\^3\|204/);
  });

  it("go to the stay that the patient had then", async () => {
    await receive(adt("A01", { ...first, visit: "AGAIN-V", bed: "20" }, "20260301114000+0000"));
    expect(codeOf(await receive(oru({ ...first, visit: "", bed: "" }, [atTen("59")])))).toBe("AA");
    expect(await signsOf("AGAIN-V")).toEqual([]);
  });
});

it("the device of a sign is the one that contains it, by its EUI-64", async () => {
  const patient = { ...newPatient("18"), unit: "MICU" };
  await receive(adt("A01", patient));
  await receive(
    oru(patient, [
      `OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||MON^^0123456789ABCDEF^EUI-64`,
      "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.6.1.1|80|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R",
      "OBX|3|NM|149530^MDC_PULS_OXIM_PULS_RATE^MDC|2.6.1.1|80|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R",
    ]),
  );
  const { rows } = await hospital.database.pool.query<{ identifier: string | null }>(
    `select identifier
       from vital_signs
       join encounters using (encounter_id)
       left join devices using (device_id)
      where visit_number_index = $1
      order by kind`,
    [visitIndex(patient.visit)],
  );
  expect(rows.map(({ identifier }) => identifier)).toEqual(["0123456789ABCDEF", null]);
});
