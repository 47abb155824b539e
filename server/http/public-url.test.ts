import { expect, it } from "vitest";
import { ownOriginsOf, publicUrlOf } from "./public-url";

const HERE = { HOST: "127.0.0.1", PORT: 3000 };

it.each([
  [HERE, "http://localhost:3000"],
  [{ ...HERE, TLS_CERT_FILE: "web.crt" }, "https://localhost:3000"],
  [{ ...HERE, HOST: "0.0.0.0" }, "http://localhost:3000"],
  [{ HOST: "::1", PORT: 3000 }, "http://[::1]:3000"],
  [{ ...HERE, PUBLIC_URL: "https://wards.example/" }, "https://wards.example"],
  [{ ...HERE, PUBLIC_URL: "https://wards.example:443" }, "https://wards.example"],
])("people type the address of %j", (address, expected) => {
  expect(publicUrlOf(address).origin).toBe(expected);
});

it("has the public origin and this machine's, as browsers write them", () => {
  expect(ownOriginsOf(new URL("https://wards.example/"), 443)).toEqual([
    "https://wards.example",
    "https://localhost",
    "https://127.0.0.1",
  ]);
  expect(ownOriginsOf(new URL("http://localhost:3000"), 3000)).toEqual([
    "http://localhost:3000",
    "http://127.0.0.1:3000",
  ]);
});
