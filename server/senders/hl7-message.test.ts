import { describe, expect, it } from "vitest";
import { admissionMessage, observationMessage } from "./hl7-message";
import { hl7Timestamp } from "./hl7-timestamp";

const patient = {
  medicalRecord: "123",
  authority: "NORTH",
  visitNumber: "V9",
  family: "Ash",
  given: "Rowan",
  bornOn: "1950-02-03",
  sex: "female",
} as const;
const bed = { unitCode: "MICU", bedLabel: "07", siteCode: "NORTH" };
const at = Date.UTC(2026, 10, 21, 23, 5, 1, 250);
const header = {
  sendingApplication: "GATEWAY",
  sendingFacility: "NORTH",
  controlId: "C1",
  sentAt: at,
};

const segments = (content: string) =>
  new Map(
    content
      .split("\r")
      .filter(Boolean)
      .map((line) => [line.slice(0, 3), line.split("|")]),
  );

describe("hl7Timestamp", () => {
  it.each([
    [at, "20261121230501.250+0000"],
    [at + 1, "20261121230501.251+0000"],
    [Date.UTC(1999, 11, 31, 23, 59, 59), "19991231235959.000+0000"],
  ])("writes %d as %s", (epochMs, text) => expect(hl7Timestamp(epochMs)).toBe(text));
});

it("places an admission's bed, visit and time in PV1", () => {
  const { content } = admissionMessage("A01", header, patient, { bed, admittedAt: at });
  const message = segments(content);

  expect(message.get("MSH")?.[8]).toBe("ADT^A01^ADT_A01");
  expect(message.get("MSH")?.[9]).toBe("C1");
  expect(message.get("MSH")?.[11]).toBe("2.6");
  expect(message.get("PID")?.[3]).toBe("123^^^NORTH^MR");
  expect(message.get("PID")?.[5]).toBe("Ash^Rowan");
  expect(message.get("PID")?.[7]).toBe("19500203");
  expect(message.get("PID")?.[8]).toBe("F");
  expect(message.get("PV1")?.[3]).toBe("MICU^^07^NORTH");
  expect(message.get("PV1")?.[19]).toBe("V9");
  expect(message.get("PV1")?.[44]).toBe("20261121230501.250+0000");
});

it("names the bed a transfer leaves and the end of a discharge", () => {
  const priorBed = { ...bed, bedLabel: "01" };
  const transfer = admissionMessage("A02", header, patient, { bed, priorBed, admittedAt: at });
  const discharge = admissionMessage("A03", header, patient, {
    bed,
    admittedAt: at,
    dischargedAt: at + 1_000,
  });

  expect(segments(transfer.content).get("PV1")?.[6]).toBe("MICU^^01^NORTH");
  expect(segments(discharge.content).get("PV1")?.[45]).toBe("20261121230502.250+0000");
});

it("writes one OBX per value with code, unit, time and device", () => {
  const { content } = observationMessage(header, patient, bed, {
    at,
    deviceEui64: "0011223344556677",
    values: [
      { kind: "heartRate", value: 88 },
      { kind: "temperature", value: 37.4 },
      { kind: "platelets", value: 210 },
    ],
  });

  const lines = content.split("\r").filter((line) => line.startsWith("OBX"));
  const [heartRate = [], temperature = [], platelets = []] = lines.map((line) => line.split("|"));
  expect(lines).toHaveLength(3);
  expect(heartRate[3]).toBe("147842^MDC_ECG_HEART_RATE^MDC");
  expect(heartRate[5]).toBe("88");
  expect(heartRate[6]).toBe("/min^/min^UCUM");
  expect(heartRate[11]).toBe("R");
  expect(heartRate[14]).toBe("20261121230501.250+0000");
  expect(heartRate[18]).toBe("^^0011223344556677^EUI-64");
  expect(temperature[6]).toBe("Cel^Cel^UCUM");
  expect(platelets[3]).toBe("777-3^platelets^LN");
  expect(segments(content).get("PV1")?.[19]).toBe("V9");
  expect(segments(content).get("OBR")?.[7]).toBe("20261121230501.250+0000");
});
