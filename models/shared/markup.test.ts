import { expect, it } from "vitest";
import { markup } from "./markup";

it("takes a value for text, in content and in attributes", () => {
  const name = `<script>alert("O'Neil & Sons")</script>`;
  expect(markup`<b title="${name}">${name}</b>`.text).toBe(
    '<b title="&lt;script&gt;alert(&quot;O&#39;Neil &amp; Sons&quot;)&lt;/script&gt;">' +
      "&lt;script&gt;alert(&quot;O&#39;Neil &amp; Sons&quot;)&lt;/script&gt;</b>",
  );
});

it("takes what it made itself for markup, also in lists, and nothing for nothing", () => {
  const items = ["a", "b & c"].map((each) => markup`<li>${each}</li>`);
  expect(markup`<ul>${items}</ul>${undefined}${0}`.text).toBe(
    "<ul><li>a</li><li>b &amp; c</li></ul>0",
  );
});
