import { expect, it } from "vitest";
import { describeDevice } from "./device";

it.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "Chrome on Linux",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Safari on macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
    "Chrome on iPhone",
  ],
  ["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"],
  ["Mozilla/5.0 (X11; CrOS x86_64 16328.0.0) Unknown", "ChromeOS"],
  ["Firefox/140.0", "Firefox"],
])("says of %s: %s", (userAgent, device) => {
  expect(describeDevice(userAgent)).toBe(device);
});

it.each([[undefined], [null], [""], ["curl/8.9"], ["<script>alert(1)</script>"]])(
  "says nothing of %s",
  (userAgent) => {
    expect(describeDevice(userAgent)).toBeUndefined();
  },
);

it("repeats nothing of what was sent", () => {
  expect(describeDevice("Chrome/<b>1</b> (Linux; <script>) ")).toBe("Chrome on Linux");
});
