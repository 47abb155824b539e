import { expect, it } from "vitest";
import { csvLine } from "./csv-line";

it.each([
  [["one", "two"], "one,two\r\n"],
  [['say "no"', "a,b", "two\nlines"], '"say ""no""","a,b","two\nlines"\r\n'],
  [["=HYPERLINK(1)", "+1", "-1+2", "@x", "\tx"], "'=HYPERLINK(1),'+1,'-1+2,'@x,'\tx\r\n"],
  [["-1", "-12.5", "-1\n"], '-1,-12.5,"\'-1\n"\r\n'],
])("writes %j as a line that a spreadsheet only shows", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
